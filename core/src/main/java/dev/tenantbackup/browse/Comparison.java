// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.Block;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Compares two archives of one tenant, table by table. */
final class Comparison {

    private final ArchiveReader older;
    private final ArchiveReader newer;

    Comparison(ArchiveReader older, ArchiveReader newer) {
        this.older = older;
        this.newer = newer;
    }

    List<TableDifference> run() {
        Set<TableName> names = new TreeSet<>();
        older.manifest().tables().forEach(table -> names.add(table.name()));
        newer.manifest().tables().forEach(table -> names.add(table.name()));
        return names.stream().map(this::compare).toList();
    }

    private TableDifference compare(TableName name) {
        Optional<ManifestTable> before = older.manifest().find(name);
        Optional<ManifestTable> after = newer.manifest().find(name);
        if (before.isEmpty() || after.isEmpty()) {
            long gone = before.map(table -> table.content().rows()).orElse(0L);
            long come = after.map(table -> table.content().rows()).orElse(0L);
            String only = before.isPresent()
                    ? "Only the earlier backup holds this table."
                    : "Only the later backup holds this table.";
            return new TableDifference(name, come, 0, gone, 0, List.of(), List.of(), List.of(), List.of(only));
        }
        return new Rows(before.get(), after.get()).compare();
    }

    /** One table that both hold. */
    private final class Rows {

        private final ManifestTable before;
        private final ManifestTable after;
        private final List<String> columns;
        private final Set<Digest> same = new HashSet<>();
        private final List<RowKey> insertedKeys = new ArrayList<>();
        private final List<RowKey> updatedKeys = new ArrayList<>();
        private final List<RowKey> deletedKeys = new ArrayList<>();
        private long inserted;
        private long updated;
        private long deleted;

        Rows(ManifestTable before, ManifestTable after) {
            this.before = before;
            this.after = after;
            columns = after.columnNames().stream()
                    .filter(before.columnNames()::contains)
                    .toList();
        }

        TableDifference compare() {
            List<String> notes = new ArrayList<>();
            if (!before.keyColumns().equals(after.keyColumns()) || !columns.containsAll(after.keyColumns())) {
                notes.add("The key changed from " + before.keyColumns() + " to " + after.keyColumns()
                        + ": rows can't be told apart, and were not compared.");
                return difference(notes);
            }
            if (!before.columnNames().equals(after.columnNames())) {
                notes.add("The columns changed from " + before.columnNames() + " to " + after.columnNames()
                        + ": only those of both were compared.");
            } else if (!before.keyColumns().isEmpty()) {
                passOverWhatIsTheSame();
            }
            try (RowStream left = older.rows(before.name(), isLookedInto(before));
                    RowStream right = newer.rows(after.name(), isLookedInto(after))) {
                merge(left, right);
            }
            return difference(notes);
        }

        /** Rows of one key are in one block of each side: what both sides hold as a whole can be left out of both. */
        private void passOverWhatIsTheSame() {
            before.content().blocks().forEach(block -> same.add(block.sha256()));
            Set<Digest> later = new HashSet<>();
            after.content().blocks().forEach(block -> later.add(block.sha256()));
            same.retainAll(later);
        }

        private IntPredicate isLookedInto(ManifestTable table) {
            List<Block> blocks = table.content().blocks();
            return block -> !same.contains(blocks.get(block).sha256());
        }

        private void merge(RowStream left, RowStream right) {
            KeyOrder order = TableOrder.of(after);
            boolean sameColumns = before.columnNames().equals(after.columnNames());
            KeyOrder keys = sameColumns ? order : TableOrder.ofKeyAlone(after);
            Row old = left.next();
            Row now = right.next();
            while (old != null || now != null) {
                int side = old == null ? 1 : now == null ? -1 : side(keys, sameColumns, old, now);
                if (side < 0 && old != null) {
                    deleted++;
                    sample(deletedKeys, before, old);
                } else if (side > 0 && now != null) {
                    inserted++;
                    sample(insertedKeys, after, now);
                } else if (old != null && now != null && isChanged(old, now, sameColumns)) {
                    updated++;
                    sample(updatedKeys, after, now);
                }
                old = side <= 0 ? left.next() : old;
                now = side >= 0 ? right.next() : now;
            }
        }

        private int side(KeyOrder keys, boolean sameColumns, Row old, Row now) {
            return sameColumns ? keys.compare(old, now) : keys.compare(key(before, old), key(after, now));
        }

        private boolean isChanged(Row old, Row now, boolean sameColumns) {
            return sameColumns
                    ? !old.equals(now)
                    : !old.only(before.columnNames(), columns).equals(now.only(after.columnNames(), columns));
        }

        private Row key(ManifestTable table, Row row) {
            return row.only(table.columnNames(), table.keyColumns());
        }

        private void sample(List<RowKey> keys, ManifestTable table, Row row) {
            if (keys.size() < TableDifference.SAMPLES && !table.keyColumns().isEmpty()) {
                List<@Nullable String> values = new ArrayList<>();
                for (String column : table.keyColumns()) {
                    values.add(row.value(table.columnNames().indexOf(column)));
                }
                keys.add(new RowKey(table.keyColumns(), values));
            }
        }

        private TableDifference difference(List<String> notes) {
            return new TableDifference(
                    after.name(),
                    inserted,
                    updated,
                    deleted,
                    same.size(),
                    insertedKeys,
                    updatedKeys,
                    deletedKeys,
                    notes);
        }
    }
}
