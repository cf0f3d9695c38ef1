// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.model.TenantBackupException;
import java.nio.charset.StandardCharsets;

/** A catalog file, in both of its languages. */
class CatalogFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyYamlIsReadOrRefused(byte[] text) {
        parse(text, CatalogFormat.YAML);
    }

    @FuzzTest(maxDuration = "10m")
    void anyJsonIsReadOrRefused(byte[] text) {
        parse(text, CatalogFormat.JSON);
    }

    private static void parse(byte[] text, CatalogFormat format) {
        try {
            CatalogDeclarations declared = CatalogFile.parse(new String(text, StandardCharsets.UTF_8), format);
            if (!declared.equals(CatalogFile.parse(new String(text, StandardCharsets.UTF_8), format))) {
                throw new AssertionError("read twice, it says two things");
            }
        } catch (TenantBackupException e) {
            // refused, and the caller is told why
        }
    }
}
