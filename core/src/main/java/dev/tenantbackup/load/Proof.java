// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.ProjectedRows;
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
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The proof before the commit: the comparison that made the plan, taken again on what the database now holds, must find
 * nothing left to do. For new keys, the rows are read back in the backup's own terms first.
 */
final class Proof {

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final RowSource source;
    private final RuleBook rules;
    private final OperationContext context;

    Proof(TenantWriter writer, LoadPlan plan, RowSource source, RuleBook rules, OperationContext context) {
        this.writer = writer;
        this.plan = plan;
        this.source = source;
        this.rules = rules;
        this.context = context;
    }

    void compare(Map<TableName, TableChanges> changes) {
        long done = 0;
        long total = plan.tables().stream()
                .mapToLong(table -> source.count(table.name()))
                .sum();
        for (TablePlan table : plan.tables()) {
            context.cancellation().throwIfRequested();
            context.listener().progressed(new Progress("verify", table.name(), done, total));
            compare(table, changes.getOrDefault(table.name(), TableChanges.NONE));
            done += source.count(table.name());
        }
    }

    private void compare(TablePlan table, TableChanges before) {
        ChangeCounter counter = new ChangeCounter(table, new Alarm(table));
        boolean inPlace = plan.target() instanceof Target.InPlace;
        try (RowStream wanted = inPlace || table.table().rule() != TableRule.QUEUE
                        ? ProjectedRows.of(source.rows(table.name()), table.columns())
                        : RowStream.empty(table.columns());
                RowStream held = inPlace
                        ? ProjectedRows.of(writer.reader().rows(table.name(), writer.tenant()), table.columns())
                        : writer.rowsAsArchived(table.name())) {
            RowDiff.run(table, wanted, held, inPlace ? rules.of(table) : RestoreRules.exact(table), counter);
        }
        TableChanges after = counter.changes();
        long expected = before.unchanged() + before.inserted() + before.updated() + (inPlace ? before.kept() : 0);
        if (after.unchanged() + after.kept() != expected) {
            throw differs(
                    table,
                    null,
                    "holds " + (after.unchanged() + after.kept()) + " rows where " + expected + " were expected");
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

    /** Stops at the first row that is not as it should be. */
    private final class Alarm implements ChangeVisitor {

        private final TablePlan table;

        Alarm(TablePlan table) {
            this.table = table;
        }

        @Override
        public void insert(Row row) {
            throw differs(table, table.keyOf(row), "lacks row " + table.keyOf(row));
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
