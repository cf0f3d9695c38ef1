// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.RecordSamples;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What lies beside backups. */
class StraysAndNotesTest extends RepositoryScene {

    @Nested
    class Strays {

        @Test
        void areFoundBothWays() {
            publish(TENANT);
            put("tenant_export_1_20260301020000.zip");
            memory.create(
                    ObjectKey.of("tenant_export_2_20260301020000.json"),
                    ContentWriter.of(recordOf("2").toBytes()));
            put("tenant_export_3_20260301020000.json");
            put("tenant_export_4_20260301020000.reserved");
            put("tenant_export_4_20260301020000.zip");
            put("tenant_export_5_20260301020000.validation.json");
            memory.create(
                    ObjectKey.of("tenant_export_6_20260301020000.json"),
                    ContentWriter.of(recordOf("6").toBytes()));
            put("tenant_export_6_20260301020000.zip");
            publish(TenantId.of(7));
            put("tenant_export_7_20260301020000.zip.age");
            put("tenant_export_7_20260301020000.12.zip.age");
            put("tenant_export_7_20260301020000.1.zip.age");
            put("tenant_export_8_20260301020000.2.zip.age");

            assertThat(backups.strays())
                    .extracting(stray -> stray.object().key() + " " + stray.kind())
                    .containsExactly(
                            "tenant_export_1_20260301020000.zip ARCHIVE_WITHOUT_RECORD",
                            "tenant_export_2_20260301020000.json RECORD_WITHOUT_ARCHIVE",
                            "tenant_export_3_20260301020000.json UNREADABLE_RECORD",
                            "tenant_export_4_20260301020000.zip UNFINISHED",
                            "tenant_export_4_20260301020000.reserved UNFINISHED",
                            "tenant_export_5_20260301020000.validation.json NOTE_WITHOUT_BACKUP",
                            "tenant_export_6_20260301020000.zip ARCHIVE_OF_OTHER_LENGTH",
                            "tenant_export_7_20260301020000.12.zip.age ARCHIVE_BESIDE_RECORDED",
                            "tenant_export_7_20260301020000.zip.age ARCHIVE_BESIDE_RECORDED",
                            "tenant_export_8_20260301020000.2.zip.age ARCHIVE_WITHOUT_RECORD");
        }

        private void put(String key) {
            memory.create(ObjectKey.of(key), ContentWriter.of(new byte[] {1}));
        }

        private BackupRecord recordOf(String tenant) {
            BackupId id = BackupId.of("tenant_export_" + tenant + "_20260301020000");
            return RecordSamples.of(id, BackupKind.MANUAL, tenant, NOW, true);
        }
    }

    @Nested
    class Notes {

        @Test
        void areKeptAndReplaced() {
            NoteName note = NoteName.restore("7f3a");
            assertThat(note.value()).isEqualTo("restore_7f3a.json");
            assertThat(backups.readNote(note)).isEmpty();
            backups.saveNote(note, new byte[] {1});
            backups.saveNote(note, new byte[] {2});
            assertThat(backups.readNote(note))
                    .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(2));
            backups.saveNote(NoteName.restore("8"), new byte[] {3});
            publish(TENANT);
            assertThat(backups.restoreNotes()).containsExactly(note, NoteName.restore("8"));
        }

        @Test
        void haveNamesThatCollideWithNothing() {
            assertThat(NoteName.validation(BackupId.of(FIRST)).value()).isEqualTo(FIRST + ".validation.json");
            for (String name : List.of(
                    FIRST + ".json",
                    FIRST + ".zip",
                    "restore_.json",
                    "restore_../x.json",
                    "other.json",
                    FIRST + ".A.json")) {
                assertThatThrownBy(() -> new NoteName(name)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> NoteName.of(BackupId.of("other"), "validation"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> NoteName.of(BackupId.of(FIRST), "x.y"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
