// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.ReadAhead;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.RowDiff;
import dev.tenantbackup.plan.SharedMatch.NewSharedRows;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The proof before the commit: the comparison that made the plan, taken again on what the database now holds, must find
 * nothing left to do. For new keys, the rows are read back in the backup's own terms first.
 */
final class Proof {

    private static final int CREATED_AT_ONCE = 500;

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final RowSource source;
    private final RuleBook rules;
    private final OperationContext context;
    private final Map<TableName, Long> present = new TreeMap<>();

    Proof(TenantWriter writer, LoadPlan plan, RowSource source, RuleBook rules, OperationContext context) {
        this.writer = writer;
        this.plan = plan;
        this.source = source;
        this.rules = rules;
        this.context = context;
    }

    /**
     * @param changes what was done, by table
     * @param before for rows that join others: how many rows the tenant had, by table
     */
    void compare(Map<TableName, TableChanges> changes, Map<TableName, Long> before) {
        plan.shared().created().forEach(this::created);
        if (plan.target() instanceof Target.Rekeyed target) {
            forEach((table, made) -> joined(table, target, made, before.getOrDefault(table.name(), 0L)), changes);
        } else if (source.isApart() && plan.tables().stream().noneMatch(this::mayBeCleared)) {
            List<TableName> tables = plan.tables().stream().map(TablePlan::name).toList();
            try (ReadAhead held = ReadAhead.by(this::held, tables)) {
                forEach((table, made) -> whole(table, made, held.rows(table.name(), heldColumns(table))), changes);
            }
        } else {
            forEach(this::amongOthers, changes);
        }
    }

    private void forEach(BiConsumer<TablePlan, TableChanges> comparison, Map<TableName, TableChanges> changes) {
        long done = 0;
        long total = plan.tables().stream()
                .mapToLong(table -> source.count(table.name()))
                .sum();
        for (TablePlan table : plan.tables()) {
            context.cancellation().throwIfRequested();
            context.listener().progressed(new Progress("verify", table.name(), done, total));
            comparison.accept(table, changes.getOrDefault(table.name(), TableChanges.NONE));
            done += source.count(table.name());
        }
    }

    /** How many rows the tenant holds, by table; rows that join others are not counted. */
    Map<TableName, Long> present() {
        return Collections.unmodifiableMap(present);
    }

    /** All rows that the tenant holds now, read while nothing else is. */
    private RowStream held(TableName table) {
        return plan.target() instanceof Target.InPlace
                ? writer.reader().rowsInBulk(table, writer.tenant())
                : writer.rowsAsArchivedInBulk(table);
    }

    private List<String> heldColumns(TablePlan table) {
        return plan.target() instanceof Target.InPlace ? table.table().schema().storedColumnNames() : table.columns();
    }

    /** Shared rows that were created are there as they were to be, but for what triggers set. */
    private void created(NewSharedRows shared) {
        TablePlan table = shared.table();
        List<String> compared = table.columns().stream()
                .filter(column -> !table.leftToTriggers().contains(column))
                .toList();
        List<String> stored = table.table().schema().storedColumnNames();
        for (int from = 0; from < shared.rows().size(); from += CREATED_AT_ONCE) {
            List<Row> wanted =
                    shared.rows().subList(from, Math.min(shared.rows().size(), from + CREATED_AT_ONCE));
            Set<Row> keys = wanted.stream()
                    .map(row -> row.only(table.columns(), table.key()))
                    .collect(Collectors.toSet());
            Set<Row> held = writer.reader().sharedRows(table.name(), table.key(), keys).stream()
                    .map(row -> row.only(stored, compared))
                    .collect(Collectors.toSet());
            for (Row row : wanted) {
                if (!held.contains(row.only(table.columns(), compared))) {
                    throw differs(table, table.keyOf(row), "holds row " + table.keyOf(row) + " otherwise than created");
                }
            }
        }
    }

    /** The tenant holds what it should and nothing else; where blocks are known, most of the source need not be read. */
    private void whole(TablePlan table, TableChanges made, RowStream held) {
        ChangeCounter counter = new ChangeCounter(table, new Alarm(table));
        try (RowStream rows = counted(table, ProjectedRows.of(held, table))) {
            if (staysAway(table)) {
                RowDiff.run(table, RowStream.empty(table.columns()), rows, rulesOf(table), counter);
            } else {
                TableDiff.run(source, table, rows, rulesOf(table), counter);
            }
        }
        require(table, made, counter.changes());
    }

    /** The same, where other rows are read between one row and the next. */
    private void amongOthers(TablePlan table, TableChanges made) {
        ChangeCounter counter = new ChangeCounter(table, new Alarm(table));
        try (RowStream wanted = wanted(table);
                RowStream held = counted(table, heldAmongOthers(table))) {
            RowDiff.run(table, wanted, held, rulesOf(table), counter);
        }
        require(table, made, counter.changes());
    }

    private RowStream heldAmongOthers(TablePlan table) {
        return plan.target() instanceof Target.InPlace
                ? ProjectedRows.of(writer.reader().rows(table.name(), writer.tenant()), table)
                : writer.rowsAsArchived(table.name());
    }

    private RowStream counted(TablePlan table, RowStream rows) {
        present.put(table.name(), 0L);
        return new Counted(rows, () -> present.merge(table.name(), 1L, Long::sum));
    }

    /** In place, the rules by which the plan was made; a new tenant holds exactly the archived rows. */
    private RestoreRules rulesOf(TablePlan table) {
        return plan.target() instanceof Target.InPlace ? rules.of(table) : RestoreRules.exact(table);
    }

    private void require(TablePlan table, TableChanges made, TableChanges found) {
        long expected = plan.target() instanceof Target.InPlace
                ? made.unchanged() + made.inserted() + made.updated() + made.kept()
                : made.inserted();
        require(table, found.unchanged() + found.kept(), expected);
    }

    /**
     * Every archived row is there but for those that the tenant had already, and so are as many others as were to stay.
     */
    private void joined(TablePlan table, Target.Rekeyed target, TableChanges made, long before) {
        require(table, writer.reader().count(table.name(), writer.tenant()), before + made.inserted() - made.deleted());
        OwnRow own = new OwnRow(plan, target, source, rules);
        if (table.name().equals(own.table())) {
            ownRow(table, own);
            return;
        }
        TableChanges found;
        try (RowStream wanted = wanted(table);
                RowStream held = asArchived(table)) {
            found = compare(table, wanted, held, RestoreRules.joining(table), new Alarm(table, made.kept()));
        }
        // without a key, rows that were there before may be equal to archived ones
        require(
                table,
                table.hasKey() ? found.unchanged() : Math.min(found.unchanged(), made.inserted()),
                made.inserted());
    }

    private RowStream asArchived(TablePlan table) {
        return source.isApart() && !mayBeCleared(table)
                ? writer.rowsAsArchivedInBulk(table.name())
                : writer.rowsAsArchived(table.name());
    }

    private void ownRow(TablePlan table, OwnRow own) {
        try (RowStream held = writer.rowsAsArchived(table.name())) {
            Row present = held.next();
            if (present == null) {
                throw differs(table, null, "lacks the tenant's own row");
            }
            Optional<Row> wanted = own.wanted(table, present);
            if (wanted.isPresent()) {
                compare(
                        table,
                        RowStream.of(table.columns(), List.of(wanted.get())),
                        RowStream.of(table.columns(), List.of(present)),
                        rules.of(table),
                        new Alarm(table));
            }
        }
    }

    private RowStream wanted(TablePlan table) {
        if (staysAway(table)) {
            return RowStream.empty(table.columns());
        }
        RowStream archived = ProjectedRows.of(source.rows(table.name()), table);
        return mayBeCleared(table)
                ? new ClearedRows(table, archived, writer.clearedReferences(table.name()))
                : archived;
    }

    private boolean staysAway(TablePlan table) {
        return !(plan.target() instanceof Target.InPlace) && table.table().rule() == TableRule.QUEUE;
    }

    private boolean mayBeCleared(TablePlan table) {
        return !plan.dirty()
                .columns(table.table(), DirtyRule.NULL, plan.target())
                .isEmpty();
    }

    private static TableChanges compare(
            TablePlan table, RowStream wanted, RowStream held, RestoreRules rules, Alarm alarm) {
        ChangeCounter counter = new ChangeCounter(table, alarm);
        RowDiff.run(table, wanted, held, rules, counter);
        return counter.changes();
    }

    private void require(TablePlan table, long held, long expected) {
        if (held != expected) {
            throw differs(table, null, "holds " + held + " rows where " + expected + " were expected");
        }
    }

    private VerificationException differs(TablePlan table, @Nullable RowKey key, String what) {
        return new VerificationException(Problem.of("Cannot prove the load of "
                        + plan.target().describe() + ": table '" + table.name() + "' " + what + ".")
                .withTenant(writer.tenant())
                .withBackup(source.name())
                .withTable(table.name())
                .withKey(key)
                .withHint(
                        "everything was rolled back; look for a trigger that changes rows on the way in, and declare it"
                                + " in the catalog."));
    }

    private record Counted(RowStream rows, Runnable counter) implements RowStream {

        @Override
        public List<String> columns() {
            return rows.columns();
        }

        @Override
        public @Nullable Row next() {
            Row row = rows.next();
            if (row != null) {
                counter.run();
            }
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** Stops at the first row that is not as it should be. */
    private final class Alarm implements ChangeVisitor {

        private final TablePlan table;
        private long mayLack;

        Alarm(TablePlan table) {
            this(table, 0);
        }

        /** @param mayLack how many archived rows are stood for by rows that the tenant had */
        Alarm(TablePlan table, long mayLack) {
            this.table = table;
            this.mayLack = mayLack;
        }

        @Override
        public void insert(Row row) {
            if (--mayLack < 0) {
                throw differs(table, table.keyOf(row), "lacks row " + table.keyOf(row));
            }
        }

        @Override
        public void update(Row live, Row row) {
            List<String> columns = table.columns().stream()
                    .filter(column ->
                            !Objects.equals(live.value(table.position(column)), row.value(table.position(column))))
                    .toList();
            throw differs(
                    table, table.keyOf(row), "holds row " + table.keyOf(row) + " with another value in " + columns);
        }

        @Override
        public void delete(Row live) {
            throw differs(table, table.keyOf(live), "holds row " + table.keyOf(live) + ", which it should not");
        }

        @Override
        public void unchanged(Row live) {
            // as it should be
        }

        @Override
        public void kept(Row row) {
            // as the rules say
        }
    }
}
