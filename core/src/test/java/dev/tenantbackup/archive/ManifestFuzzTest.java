// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tenantbackup.model.ArchiveException;

/** A manifest, fuzzed like the targets in {@code fuzz}: what was read is written as what is read again. */
class ManifestFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyManifestIsReadOrRefused(byte[] json) {
        Manifest manifest;
        try {
            manifest = ManifestReader.read(json);
        } catch (MalformedDocumentException | ArchiveException e) {
            return;
        }
        if (!ManifestReader.read(ManifestWriter.write(manifest)).equals(manifest)) {
            throw new AssertionError("written and read again, it is another");
        }
    }
}
