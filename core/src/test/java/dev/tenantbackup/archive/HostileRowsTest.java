// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.CraftedArchive.MANIFEST;
import static dev.tenantbackup.archive.CraftedArchive.ROWS_JSON;
import static dev.tenantbackup.archive.CraftedArchive.TABLE;
import static dev.tenantbackup.archive.CraftedArchive.archiveWith;
import static dev.tenantbackup.archive.CraftedArchive.open;
import static dev.tenantbackup.archive.CraftedArchive.read;
import static dev.tenantbackup.archive.CraftedArchive.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that do not stand as the format says, or not as the manifest says. */
class HostileRowsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\n{\"id\":1},\n{\"id\":2},\n]\n",
                "[\n{\"id\":1}\n{\"id\":2}\n]\n",
                "[{\"id\":1},{\"id\":2}]\n",
                "[\n{\"id\":1},\n{\"id\":2}\n]",
                "[\n{\"id\":1},\n{\"id\":2}\n",
                "\n[\n]\n",
                "[\n]\n",
                "[]\n[]\n",
                "",
                "[\n{\"id\":1},\n{\"id\":2}\n]\n\n",
                "[\n{\"id\":1},\n\n{\"id\":2}\n]\n",
                "[\n{\"id\":1},\r\n{\"id\":2}\n]\n"
            })
    void thatDoNotStandAsTheyShouldAreRefused(String content) {
        assertThatThrownBy(() -> read(consistent(content))).isInstanceOf(ArchiveException.class);
    }

    @Test
    void thatDifferFromTheManifestAreRefusedWithTheirRange() {
        String changed = ROWS_JSON.replace('2', '3');
        assertThatThrownBy(() -> read(archiveWith(changed, MANIFEST.replace("\"2\"", "\"3\""))))
                .isInstanceOfSatisfying(
                        ArchiveException.class,
                        e -> assertThat(e.problem().table()).contains(TABLE))
                .hasMessageContaining("digest of table 't' differs from the manifest (row 1 to 2)")
                .hasMessageContaining("Hint:");
    }

    @Test
    void thatAreFewerThanTheManifestSaysAreRefused() {
        String lessRows = MANIFEST.replace("\"rows\": 2", "\"rows\": 1");
        assertThatThrownBy(() -> read(archiveWith(ROWS_JSON, lessRows)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("row");
    }

    @Test
    void ofATableThatIsNotThereCanNotBeAskedFor() {
        try (ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS)) {
            assertThatThrownBy(() -> reader.rows(TableName.of("u")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("no table 'u'");
            assertThatThrownBy(() -> reader.sharedRows(TABLE)).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void canNotBeReadFromAClosedStream() {
        try (ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS)) {
            RowStream rows = reader.rows(TABLE);
            rows.next();
            rows.close();
            assertThatThrownBy(rows::next).isInstanceOf(IllegalStateException.class);
        }
    }

    /** An entry and a manifest that agree on size and digest, so that only the form can be wrong. */
    private byte[] consistent(String content) {
        String agreeing = MANIFEST.replaceAll("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": " + content.length())
                .replace(Digest.of(ROWS_JSON).hex(), Digest.of(content).hex());
        return archiveWith(content, agreeing);
    }
}
