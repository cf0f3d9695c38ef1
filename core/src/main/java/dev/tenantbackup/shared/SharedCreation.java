// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.HeldRows;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.NewSharedRows;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.shared.SharedFindings.Lost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Decides what becomes of shared rows that were not found again: created where that is allowed and possible, else missing. */
final class SharedCreation {

    private final List<SharedTable> tables;
    private final SharedFindings findings;
    private final FollowedReferences followed;
    private final SharedRowPolicy policy;
    private final TenantReader reader;
    private final Map<Side, Set<Row>> takenHere = new HashMap<>();
    private final Map<Side, Map<Row, Row>> moved = new HashMap<>();
    private final Map<Side, Map<Row, String>> missing = new HashMap<>();
    private final List<NewSharedRows> created = new ArrayList<>();
    private final Map<Side, Row> nobodys = new HashMap<>();

    SharedCreation(
            List<SharedTable> tables,
            SharedFindings findings,
            FollowedReferences followed,
            SharedRowPolicy policy,
            TenantReader reader) {
        this.tables = tables;
        this.findings = findings;
        this.followed = followed;
        this.policy = policy;
        this.reader = reader;
        findings.moved().forEach((side, values) -> {
            moved.put(side, new HashMap<>(values));
            takenHere.put(side, new HashSet<>(values.values()));
        });
    }

    SharedMatch match() {
        tables.forEach(table -> decide(table, findings.lost().getOrDefault(table.name(), List.of())));
        Set<TableName> matched = tables.stream().map(SharedTable::name).collect(Collectors.toSet());
        List<String> notes =
                tables.stream().flatMap(table -> table.note().stream()).toList();
        Map<Side, Set<Row>> taken = new HashMap<>();
        moved.forEach((side, values) -> taken.put(side, Set.copyOf(values.values())));
        return new SharedMatch(matched, moved, missing, created, followed.rows(taken, nobodys), notes);
    }

    private void decide(SharedTable table, List<Lost> lost) {
        NewKeys keys = new NewKeys(table, lost);
        if (!lost.isEmpty()) {
            decide(table, lost, keys);
        }
        standIn(table, keys);
    }

    private void decide(SharedTable table, List<Lost> lost, NewKeys keys) {
        TablePlan plan = TablePlan.of(table.table(), new TreeSet<>(table.columns()));
        Optional<String> obstacle = obstacle(table);
        ReferenceTranslation translation = new ReferenceTranslation(
                table.table(),
                table.columns(),
                moved.keySet(),
                (side, values) ->
                        Optional.ofNullable(moved.getOrDefault(side, Map.of()).get(values)),
                HeldRows.UNTOLD);
        List<Row> rows = new ArrayList<>();
        for (Lost one : lost) {
            Row row = translation.translate(one.row());
            Optional<String> reason = obstacle.or(() -> hangsOn(table, row));
            boolean isWanted = policy == SharedRowPolicy.CREATE && one.isAbsent() && reason.isEmpty();
            Optional<String> key = isWanted && !one.keyIsFree() ? keys.next() : Optional.empty();
            if (!isWanted || (!one.keyIsFree() && key.isEmpty())) {
                miss(table, one, policy == SharedRowPolicy.CREATE ? reason : Optional.empty(), keys);
                continue;
            }
            Row created = key.map(text -> row.with(keys.position(), text)).orElse(row);
            follow(table, one.row(), created);
            table.sides().forEach(side -> followed.hold(side, table.ofArchived(created, side.columns())));
            rows.add(table.ofArchived(created, plan.columns()));
        }
        if (!rows.isEmpty()) {
            created.add(new NewSharedRows(plan, rows));
        }
    }

    /** Finds a key that leads nowhere, for references that led nowhere and whose values are here another row's. */
    private void standIn(SharedTable table, NewKeys keys) {
        for (Side side : table.sides()) {
            if (followed.asks(side)
                    && moved.containsKey(side)
                    && side.columns().equals(table.table().schema().keyColumns())) {
                keys.next().map(Row::of).ifPresent(key -> {
                    nobodys.put(side, key);
                    missing.computeIfAbsent(side, any -> new HashMap<>())
                            .put(key, "the backup holds no row for it, and here its key is another row's");
                });
            }
        }
    }

    /** Why no row of the table can be created, if so. */
    private static Optional<String> obstacle(SharedTable table) {
        for (Column column : table.table().schema().storedColumns()) {
            boolean isNeeded = !column.nullable() && !column.hasDefault() && !column.isNumberedByDatabase();
            if (isNeeded && !table.columns().contains(column.name())) {
                return Optional.of(
                        "can't be created without column '" + column.name() + "', which the backup doesn't hold");
            }
        }
        return Optional.empty();
    }

    /**
     * Why a row can't be created though its table's rows can, if so: it refers to a row that may be another one here.
     *
     * @param row with the references that hold here
     */
    private Optional<String> hangsOn(SharedTable table, Row row) {
        for (Reference reference : table.table().references()) {
            if (!ReferringValues.canBeReadFrom(reference, table.columns())) {
                continue;
            }
            Optional<Row> values = new ReferringValues(reference, table.columns()).of(row);
            boolean isLookedUp = !reference.isSelfReference()
                    && tables.stream().anyMatch(parent -> parent.name().equals(reference.parent()));
            boolean isFound = isLookedUp
                    && !missing.getOrDefault(Side.of(reference), Map.of()).containsKey(values.orElse(Row.of()));
            if (values.isPresent() && !isFound) {
                return Optional.of("can't be created, since it refers to a row of table '" + reference.parent()
                        + "' that may be another one here");
            }
        }
        return Optional.empty();
    }

    /**
     * Rows that refer to a lost row keep doing so, and can be told from those that refer to another row which has that key
     * here: where there is one, they refer to a key that nobody has.
     */
    private void miss(SharedTable table, Lost lost, Optional<String> obstacle, NewKeys keys) {
        String reason = obstacle.map(why -> lost.reason() + ", and " + why).orElse(lost.reason());
        Row row = lost.row();
        if (table.sides().stream().anyMatch(side -> meansAnother(side, table.ofArchived(lost.row(), side.columns())))) {
            String key = keys.next()
                    .orElseThrow(() -> new ConflictException(Problem.of("A row of shared table '" + table.name()
                                    + "' can't be found again: " + reason + ".")
                            .withTable(table.name())
                            .withHint("create the row first.")));
            row = row.with(keys.position(), key);
            follow(table, lost.row(), row);
        }
        for (Side side : table.sides()) {
            missing.computeIfAbsent(side, any -> new HashMap<>()).put(table.ofArchived(row, side.columns()), reason);
        }
    }

    /** Whether a row of the backup that was found has these values here. */
    private boolean meansAnother(Side side, Row values) {
        return takenHere.getOrDefault(side, Set.of()).contains(values);
    }

    private void follow(SharedTable table, Row archived, Row row) {
        for (Side side : table.sides()) {
            Row there = table.ofArchived(archived, side.columns());
            Row here = table.ofArchived(row, side.columns());
            if (!there.equals(here)) {
                moved.computeIfAbsent(side, any -> new HashMap<>()).put(there, here);
            }
        }
    }

    /** Keys for rows whose own is taken: the next number, or a random UUID; none for any other kind. */
    private final class NewKeys {

        private final SharedTable table;
        private final List<Lost> lost;
        private final Optional<Column> column;
        private Optional<BigDecimal> greatest = Optional.empty();

        NewKeys(SharedTable table, List<Lost> lost) {
            this.table = table;
            this.lost = lost;
            List<String> key = table.table().schema().keyColumns();
            this.column = key.size() == 1 && table.columns().containsAll(key)
                    ? Optional.of(table.table().schema().column(key.get(0)))
                    : Optional.empty();
        }

        /** Where the key stands in an archived row. */
        int position() {
            return table.columns().indexOf(column.orElseThrow().name());
        }

        Optional<String> next() {
            return column.flatMap(key -> switch (key.form()) {
                case NUMBER -> Optional.of(nextNumber(key.name()));
                case UUID -> Optional.of(UUID.randomUUID().toString());
                default -> Optional.empty();
            });
        }

        private String nextNumber(String name) {
            BigDecimal next = greatest.orElseGet(() -> greatestTaken(name)).add(BigDecimal.ONE);
            greatest = Optional.of(next);
            return next.toPlainString();
        }

        /** No key here is greater, nor any that a row to be created brings along. */
        private BigDecimal greatestTaken(String name) {
            String here = reader.greatestShared(table.name(), name).orElse("0");
            String brought = lost.stream()
                    .map(row -> table.ofArchived(row.row(), List.of(name)).value(0))
                    .filter(text -> text != null)
                    .max(KeyOrder::compareNumbers)
                    .orElse("0");
            return new BigDecimal(KeyOrder.compareNumbers(here, brought) > 0 ? here : brought)
                    .setScale(0, RoundingMode.DOWN);
        }
    }
}
