// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.RowDecoder;
import dev.tenantbackup.archive.RowEncoder;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import java.util.Arrays;
import java.util.List;

/** One row: the bytes that are a row are the bytes that writing the row makes. */
class RowFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreTheOnlySpellingOfARowOrRefused(byte[] bytes) {
        Row row;
        try {
            row = new RowDecoder(ArchiveSamples.MENUS, ArchiveSamples.MENU_COLUMNS).decode(bytes);
        } catch (ArchiveException e) {
            return;
        }
        byte[] again = new RowEncoder(ArchiveSamples.MENUS, ArchiveSamples.MENU_COLUMNS, List.of("id")).encode(row);
        if (!Arrays.equals(bytes, again)) {
            throw new AssertionError("the row has two spellings");
        }
    }
}
