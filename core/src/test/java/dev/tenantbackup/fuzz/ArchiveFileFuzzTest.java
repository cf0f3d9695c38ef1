// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tenantbackup.archive.ArchiveLimit;
import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.ArchiveVerifier;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.ArchiveException;

/** The whole file: what validation finds nothing wrong with can be read, and the other way round. */
class ArchiveFileFuzzTest {

    private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULTS
            .with(ArchiveLimit.ROW_BYTES, 1 << 20)
            .with(ArchiveLimit.MANIFEST_BYTES, 1 << 20)
            .with(ArchiveLimit.ENTRY_BYTES, 8 << 20);

    @FuzzTest(maxDuration = "10m")
    void anyFileIsReadOrRefused(byte[] file) {
        boolean read = isRead(file);
        boolean valid = ArchiveVerifier.verify(ArchiveSamples.channel(file), "fuzzed", Level.DIGESTS, LIMITS)
                .valid();
        if (read && !valid) {
            throw new AssertionError("was read, and is not valid");
        }
    }

    private static boolean isRead(byte[] file) {
        try (ArchiveReader reader = ArchiveReader.open(ArchiveSamples.channel(file), "fuzzed", LIMITS)) {
            for (ManifestTable table : reader.manifest().allTables()) {
                ArchiveSamples.readAll(table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name()));
            }
            return true;
        } catch (ArchiveException e) {
            return false;
        }
    }
}
