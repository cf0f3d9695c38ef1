// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.KeptBackups;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Backups are looked into without a database. */
class BrowsingTest {

    private static final int ROWS = 10_000;

    private final KeptBackups kept = new KeptBackups();
    private final Browsing browsing = new Browsing(kept.repository);

    @Test
    void tablesAreListedWithTheirCountsAndKeys() {
        BackupId backup = publish(KeptBackups.TENANT, menus());

        try (BrowsedBackup open = browsing.open(backup)) {
            assertThat(open.tables())
                    .extracting(table -> table.name() + " " + table.rows() + " " + table.keyColumns())
                    .containsExactlyInAnyOrder("audit.notes.old 4 []", "menus 10000 [id]", "waitlist 0 []");
        }
    }

    @Test
    void pagesAreTheRowsInTheirOrderAcrossBlocks() {
        List<Row> rows = new ArrayList<>(menus().values());
        BackupId backup = publish(KeptBackups.TENANT, menus());

        try (BrowsedBackup open = browsing.open(backup)) {
            assertThat(open.page(ArchiveSamples.MENUS, 0, 3)).isEqualTo(rows.subList(0, 3));
            assertThat(open.page(ArchiveSamples.MENUS, 4_094, 5)).isEqualTo(rows.subList(4_094, 4_099));
            assertThat(open.page(ArchiveSamples.MENUS, 9_998, 50)).isEqualTo(rows.subList(9_998, 10_000));
            assertThat(open.page(ArchiveSamples.MENUS, 20_000, 5)).isEmpty();
            assertThatThrownBy(() -> open.page(ArchiveSamples.MENUS, 0, 10_001))
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> open.page(TableName.of("gone"), 0, 1)).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void rowIsFoundByItsKeyWhereverItIs() {
        TreeMap<Integer, Row> menus = menus();
        BackupId backup = publish(KeptBackups.TENANT, menus);

        try (BrowsedBackup open = browsing.open(backup)) {
            for (int id : new int[] {2, 8_192, 8_194, 20_000}) {
                assertThat(open.find(ArchiveSamples.MENUS, List.of("" + id))).contains(menus.get(id));
            }
            for (String none : List.of("1", "8193", "20001", "-4")) {
                assertThat(open.find(ArchiveSamples.MENUS, List.of(none))).isEmpty();
            }
            assertThatThrownBy(() -> open.find(ArchiveSamples.NOTES, List.of("x")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("have no key");
        }
    }

    @Test
    void comparisonTellsWhatChangedAndPassesOverWhatDidNot() {
        TreeMap<Integer, Row> tuesday = menus();
        tuesday.remove(9_000);
        tuesday.put(9_001, menu(9_001, "new"));
        tuesday.put(9_002, menu(9_002, "changed"));
        BackupId before = publish(KeptBackups.TENANT, menus());
        BackupId after = publish(KeptBackups.TENANT, tuesday);

        List<TableDifference> differences = browsing.compare(before, after);

        TableDifference menus = differences.stream()
                .filter(difference -> difference.table().equals(ArchiveSamples.MENUS))
                .findFirst()
                .orElseThrow();
        assertThat(menus.deletedKeys()).containsExactly(RowKey.of("id", "9000"));
        assertThat(menus.insertedKeys()).containsExactly(RowKey.of("id", "9001"));
        assertThat(menus.updatedKeys()).containsExactly(RowKey.of("id", "9002"));
        assertThat(List.of(menus.inserted(), menus.updated(), menus.deleted())).containsExactly(1L, 1L, 1L);
        assertThat(menus.blocksPassedOver()).isEqualTo(2);
        assertThat(differences).filteredOn(difference -> !difference.isEmpty()).hasSize(1);
        assertThat(browsing.compare(before, before)).allMatch(TableDifference::isEmpty);
    }

    @Test
    void backupsOfTwoTenantsAreNotCompared() {
        BackupId ours = publish(KeptBackups.TENANT, menus());
        BackupId theirs = publish(KeptBackups.BYSTANDER, menus());

        assertThatThrownBy(() -> browsing.compare(ours, theirs))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("tenant '42'")
                .hasMessageContaining("tenant '43'");
    }

    private BackupId publish(TenantId tenant, TreeMap<Integer, Row> menus) {
        BackupRecord record = kept.repository.publish(
                tenant,
                (id, startedAt, writer) ->
                        ArchiveSamples.write(id, startedAt, tenant, new ArrayList<>(menus.values()), writer));
        return record.id();
    }

    /** Even numbers, so that there are keys between them. */
    private static TreeMap<Integer, Row> menus() {
        TreeMap<Integer, Row> menus = new TreeMap<>();
        for (int i = 1; i <= ROWS; i++) {
            menus.put(2 * i, menu(2 * i, "Menu"));
        }
        return menus;
    }

    private static Row menu(int id, String name) {
        return Row.of("" + id, name, "12.50", "true", null, null, null, null);
    }
}
