// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.RestoreResult.ChangedRow;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.load.TableDiff;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a restored tenant once more, in a fresh snapshot after the commit: a row that is not as the restore left it
 * was written by somebody else meanwhile.
 */
final class SecondLook {

    private final TenantDatabase database;
    private final Catalog catalog;

    SecondLook(TenantDatabase database, Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /**
     * Rows changed since the proof, at most 10 of a kind per table; none where the restore wrote none.
     *
     * @throws OutcomeUnknownException if the look fails: the restore itself has happened, and must not be reported as failed
     */
    List<ChangedRow> changedSince(RestoredTenant done) {
        try {
            return look(done);
        } catch (TenantBackupException failure) {
            throw new OutcomeUnknownException(
                    Problem.of("Outcome unknown: tenant '" + done.tenant()
                                    + "' was restored, proved and committed (restore " + done.id()
                                    + "), but the look at what others wrote meanwhile failed.")
                            .withTenant(done.tenant())
                            .withHint("don't restore again; compare the tenant with the backup to see such rows."),
                    failure);
        }
    }

    private List<ChangedRow> look(RestoredTenant done) {
        List<ChangedRow> changed = new ArrayList<>();
        boolean wroteNothing = done.tables().values().stream().allMatch(TableChanges::isEmpty);
        if (wroteNothing || !done.plan().remap().isEmpty()) {
            return changed;
        }
        RowSource rows = done.rows();
        try (TenantReader reader = database.reader(catalog)) {
            if (isUntouched(done, reader)) {
                return changed;
            }
            for (TablePlan table : done.plan().tables()) {
                TableChanges changes = compare(table, rows, reader, done);
                changes.insertedKeys().forEach(key -> changed.add(new ChangedRow(table.name(), key)));
                changes.updatedKeys().forEach(key -> changed.add(new ChangedRow(table.name(), key)));
                changes.deletedKeys().forEach(key -> changed.add(new ChangedRow(table.name(), key)));
            }
        }
        return changed;
    }

    /**
     * Whether the tenant's rows are as many as the restore left, and all of versions that it saw or wrote: then nobody has
     * written any of them, nor a row that makes another row the tenant's. Rows need not be read for that.
     */
    private static boolean isUntouched(RestoredTenant done, TenantReader reader) {
        Optional<String> moment = done.moment();
        return moment.isPresent()
                && done.plan().tables().stream().allMatch(table -> {
                    OptionalLong rows = reader.countUntouched(table.name(), done.tenant(), moment.get());
                    return rows.isPresent()
                            && rows.getAsLong() == done.present().getOrDefault(table.name(), -1L);
                });
    }

    private static TableChanges compare(TablePlan table, RowSource rows, TenantReader reader, RestoredTenant done) {
        RestoreRules rules = done.exact() ? RestoreRules.exact(table) : RestoreRules.of(table, done.mode());
        ChangeCounter counter = new ChangeCounter(table, ChangeVisitor.NONE);
        try (RowStream live = ProjectedRows.of(reader.rowsInBulk(table.name(), done.tenant()), table)) {
            TableDiff.run(rows, table, live, rules, new Forgiving(table, mayBeCleared(table, done.plan()), counter));
        }
        return counter.changes();
    }

    private static Set<String> mayBeCleared(TablePlan table, LoadPlan plan) {
        return Set.copyOf(plan.dirty().columns(table.table(), DirtyRule.NULL, plan.target()));
    }

    /** Takes a row for unchanged that lacks nothing but references which the restore may have cleared itself. */
    private record Forgiving(TablePlan table, Set<String> cleared, ChangeVisitor next) implements ChangeVisitor {

        @Override
        public void insert(Row row) {
            next.insert(row);
        }

        @Override
        public void update(Row live, Row row) {
            boolean isCleared = table.columns().stream()
                    .filter(column -> !Objects.equals(value(live, column), value(row, column)))
                    .allMatch(column -> cleared.contains(column) && value(live, column) == null);
            if (isCleared) {
                next.unchanged(live);
            } else {
                next.update(live, row);
            }
        }

        private @Nullable String value(Row row, String column) {
            return row.value(table.position(column));
        }

        @Override
        public void delete(Row live) {
            next.delete(live);
        }

        @Override
        public void unchanged(Row live) {
            next.unchanged(live);
        }

        @Override
        public void kept(Row row) {
            next.kept(row);
        }
    }
}
