// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.HeldRows;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.shared.SharedFindings.Lost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the shared rows that a backup's rows refer to again in a database: by natural key, in batches. Holds in memory
 * what differs between the two sides, and the keys of rows that references lead to which no database enforced. For one
 * attempt of one restore.
 */
public final class SharedMatching {

    private static final int BATCH = 500;

    private final SharedSource source;
    private final SharedRowPolicy policy;
    private final List<SharedTable> tables;
    private final FollowedReferences followed;
    private SharedFindings findings = SharedFindings.NONE;

    /** @param loaded the tables whose rows are loaded: shared rows that only others refer to don't matter */
    public SharedMatching(Catalog catalog, SharedSource source, SharedRowPolicy policy, List<TablePlan> loaded) {
        this.source = source;
        this.policy = policy;
        boolean isLookedFor = policy != SharedRowPolicy.BY_KEY;
        this.tables = isLookedFor ? SharedTable.of(catalog, source, loaded) : List.of();
        this.followed = FollowedReferences.of(catalog, source, tables, isLookedFor ? loaded : List.of());
    }

    /**
     * Looks where each row is here.
     *
     * @param readers opens a reader; not called if there is nothing to look for
     */
    public SharedMatch match(Supplier<TenantReader> readers) {
        if (tables.isEmpty() && followed.isEmpty()) {
            return SharedMatch.NONE;
        }
        try (TenantReader reader = readers.get()) {
            findings = look(reader);
            return new SharedCreation(tables, findings, followed, policy, reader).match();
        }
    }

    /**
     * Looks again, in the transaction that writes.
     *
     * @throws DatabaseException retryable, if shared rows were changed since they were matched
     */
    public void requireUnchanged(TenantReader reader) {
        if (!tables.isEmpty() && !look(reader).equals(findings)) {
            throw new DatabaseException(Problem.of("Rows of shared tables were changed while the restore was planned.")
                    .withHint("restore again.")
                    .thatMayPass());
        }
    }

    private SharedFindings look(TenantReader reader) {
        Map<Side, Map<Row, Row>> moved = new HashMap<>();
        Map<TableName, List<Lost>> lost = new TreeMap<>();
        for (SharedTable table : tables) {
            new Search(table, reader, moved, lost).run();
        }
        return new SharedFindings(moved, lost);
    }

    /** The search for the rows of one table; its parents' are done. */
    private final class Search {

        private final SharedTable table;
        private final TenantReader reader;
        private final Map<Side, Map<Row, Row>> moved;
        private final Map<TableName, List<Lost>> lost;
        private final List<String> key;
        private final ReferenceTranslation translation;
        private final Set<Row> stoodFor = new HashSet<>();

        Search(
                SharedTable table,
                TenantReader reader,
                Map<Side, Map<Row, Row>> moved,
                Map<TableName, List<Lost>> lost) {
            this.table = table;
            this.reader = reader;
            this.moved = moved;
            this.lost = lost;
            this.key = table.columns().containsAll(table.table().schema().keyColumns())
                    ? table.table().schema().keyColumns()
                    : List.of();
            this.translation = new ReferenceTranslation(
                    table.table(),
                    table.columns(),
                    moved.keySet(),
                    (side, values) -> Optional.ofNullable(
                            moved.getOrDefault(side, Map.of()).get(values)),
                    HeldRows.UNTOLD);
        }

        void run() {
            try (RowStream rows = source.rows(table.name())) {
                List<Row> batch = new ArrayList<>();
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    batch.add(row);
                    if (batch.size() == BATCH) {
                        find(batch);
                        batch.clear();
                    }
                }
                find(batch);
            }
        }

        private void find(List<Row> batch) {
            if (batch.isEmpty()) {
                return;
            }
            Map<Row, List<Row>> byName = live(table.naturalKey(), named(batch));
            Map<Row, List<Row>> byKey = key.isEmpty() || table.goesByKey()
                    ? Map.of()
                    : live(
                            key,
                            batch.stream()
                                    .map(row -> table.ofArchived(row, key))
                                    .collect(Collectors.toSet()));
            batch.forEach(row -> find(row, byName, byKey));
        }

        private Set<Row> named(List<Row> batch) {
            return batch.stream().map(this::name).collect(Collectors.toSet());
        }

        /** The natural key, in which references are those that hold here. */
        private Row name(Row row) {
            return table.ofArchived(translation.translate(row), table.naturalKey());
        }

        private Map<Row, List<Row>> live(List<String> columns, Set<Row> values) {
            return reader.sharedRows(table.name(), columns, values).stream()
                    .collect(Collectors.groupingBy(row -> table.ofLive(row, columns)));
        }

        private void find(Row row, Map<Row, List<Row>> byName, Map<Row, List<Row>> byKey) {
            Row name = name(row);
            String named = SharedTable.named(table.naturalKey(), name);
            Row archivedKey = table.ofArchived(row, key);
            List<Row> holders = byKey.getOrDefault(archivedKey, List.of());
            boolean keyIsFree = holders.isEmpty() && (!table.goesByKey() || !byName.containsKey(name));
            List<Row> candidates = refersToLost(row) ? List.of() : byName.getOrDefault(name, List.of());
            List<Row> sameKey = candidates.stream()
                    .filter(live -> !key.isEmpty() && table.ofLive(live, key).equals(archivedKey))
                    .toList();
            boolean isVague = !table.goesByKey() && isVague(row, name);
            List<Row> found = sameKey.isEmpty() && !isVague ? candidates : sameKey;
            if (found.isEmpty() && isVague) {
                lose(new Lost(row, "row " + named + " has a name that other rows may have too", false, keyIsFree));
            } else if (found.isEmpty()) {
                String holder = keyIsFree || holders.isEmpty()
                        ? ""
                        : "; its key " + SharedTable.named(key, archivedKey) + " is that of row "
                                + SharedTable.named(
                                        table.naturalKey(), table.ofLive(holders.get(0), table.naturalKey()))
                                + " here";
                lose(new Lost(row, "row " + named + " isn't here" + holder, true, keyIsFree));
            } else if (found.size() > 1) {
                lose(new Lost(row, found.size() + " rows here are named " + named, false, keyIsFree));
            } else if (!stoodFor.add(found.get(0))) {
                lose(new Lost(row, "several rows of the backup are named " + named, false, keyIsFree));
            } else {
                remember(row, found.get(0));
            }
        }

        /**
         * Whether a name says too little to find a row by it: a NULL is no name, and a row of the same table may itself be
         * another here. Such a row is found again by its own key only.
         */
        private boolean isVague(Row row, Row name) {
            for (int i = 0; i < name.size(); i++) {
                if (name.value(i) == null) {
                    return true;
                }
            }
            return table.table().references().stream()
                    .filter(reference -> reference.isSelfReference() && table.isNamedBy(reference))
                    .anyMatch(reference -> new ReferringValues(reference, table.columns())
                            .of(row)
                            .isPresent());
        }

        /** Whether the natural key names a row that isn't here itself: nothing here can be named so. */
        private boolean refersToLost(Row row) {
            for (Reference reference : table.table().references()) {
                if (lost.containsKey(reference.parent())
                        && table.isNamedBy(reference)
                        && ReferringValues.canBeReadFrom(reference, table.columns())) {
                    Optional<Row> values = new ReferringValues(reference, table.columns()).of(row);
                    SharedTable parent = tableOf(reference.parent());
                    if (values.isPresent()
                            && lost.get(reference.parent()).stream()
                                    .anyMatch(gone -> parent.ofArchived(gone.row(), reference.parentColumns())
                                            .equals(values.get()))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private void lose(Lost row) {
            lost.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(row);
        }

        private void remember(Row archived, Row live) {
            for (Side side : table.sides()) {
                Row there = table.ofArchived(archived, side.columns());
                Row here = table.ofLive(live, side.columns());
                followed.hold(side, here);
                if (!there.equals(here)) {
                    moved.computeIfAbsent(side, any -> new HashMap<>()).put(there, here);
                }
            }
        }
    }

    private SharedTable tableOf(TableName name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("table '" + name + "' is not looked at"));
    }
}
