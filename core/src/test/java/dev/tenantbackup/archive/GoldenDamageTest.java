// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Damaged and altered archives of every format version, and what must be said of each for ever. Made once by hand from
 * the golden ones, and never again.
 */
class GoldenDamageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cut-off.zip                | its end is missing: it was cut off
                    flipped-bit.zip            | entry 'tables/menus.json'
                    changed-row.zip            | digest of table 'menus' differs from the manifest (row 1 to 3)
                    swapped-entries.zip        | bytes, and the manifest says
                    missing-entry.zip          | entry 'tables/menus.json' is missing
                    undeclared-entry.zip       | entry '../../evil.sh' leads out of its folder and is not named in the manifest
                    repeated-field.zip         | manifest.json: it is not valid JSON
                    newer-version.zip          | version 2
                    bomb.zip                   | and the limit maxRatio is 300
                    signed-and-changed.zip     | signature
                    signed-and-another-row.zip | digest of table 'menus' differs from the manifest
                    """)
    void isSaidForEver(String name, String what) throws IOException {
        byte[] archive = resource(name);
        assertThatThrownBy(() -> readAll(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("golden")
                .hasMessageContaining(what);
        assertThat(ArchiveVerifier.verify(
                                ArchiveSamples.channel(archive),
                                "golden",
                                ValidationReport.Level.REFERENCES,
                                ArchiveLimits.DEFAULTS)
                        .problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains(what));
    }

    private static void readAll(byte[] archive) {
        try (ArchiveReader reader =
                ArchiveReader.open(ArchiveSamples.channel(archive), "golden", ArchiveLimits.DEFAULTS)) {
            for (ManifestTable table : reader.manifest().allTables()) {
                ArchiveSamples.readAll(table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name()));
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenDamageTest.class.getResourceAsStream("/golden/damaged/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
