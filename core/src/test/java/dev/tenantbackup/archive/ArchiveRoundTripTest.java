// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static dev.tenantbackup.archive.ArchiveSamples.open;
import static dev.tenantbackup.archive.ArchiveSamples.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveRoundTripTest {

    @Test
    void whatWasWrittenIsRead() {
        try (ArchiveReader reader = open(archive())) {
            assertThat(readAll(reader.rows(ArchiveSamples.MENUS))).isEqualTo(ArchiveSamples.MENU_ROWS);
            assertThat(readAll(reader.rows(ArchiveSamples.NOTES))).isEqualTo(ArchiveSamples.NOTE_ROWS);
            assertThat(readAll(reader.rows(ArchiveSamples.EMPTY))).isEmpty();
            assertThat(readAll(reader.sharedRows(ArchiveSamples.COUNTRIES))).isEqualTo(ArchiveSamples.COUNTRY_ROWS);
        }
    }

    @Test
    void aSoundArchiveIsValid() {
        ValidationReport report = ArchiveVerifier.verify(
                channel(archive()), "sample", ValidationReport.Level.ROWS, ArchiveLimits.DEFAULTS);

        assertThat(report.problems()).isEmpty();
        assertThat(report.level()).isEqualTo(ValidationReport.Level.ROWS);
    }

    @Test
    void sameRowsSameBytes() {
        assertThat(archive()).isEqualTo(archive());
    }
}
