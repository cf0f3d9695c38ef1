// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.schema.UniqueKey;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Finds staged rows whose unique values are not to be had. Keys over expressions or some rows only are not asked. */
final class UniqueChecks {

    private final LoadScope scope;
    private final List<LoadStep> steps;
    private final ConflictReport report;

    /** @param steps that the staged rows are to be written by */
    UniqueChecks(LoadScope scope, List<LoadStep> steps, ConflictReport report) {
        this.scope = scope;
        this.steps = steps;
        this.report = report;
    }

    void check(TablePlan table, UniqueKey key) {
        if (key.partial() || !table.columns().containsAll(key.columns())) {
            return;
        }
        if (!isFresh(table, key)) {
            taken(table, key);
        }
        if (!isParked(table, key)) {
            held(table, key);
        }
    }

    /** Whether a column of the key gets values that nobody can have yet. */
    private boolean isFresh(TablePlan table, UniqueKey key) {
        if (scope.plan().target() instanceof Target.Rekeyed) {
            return false;
        }
        Map<String, ColumnRewrite> rewrites = scope.plan().remap().of(table.name());
        return key.columns().stream()
                .anyMatch(column -> rewrites.get(column) instanceof ColumnRewrite.ByDomain
                        && !table.column(column).nullable());
    }

    private boolean isParked(TablePlan table, UniqueKey key) {
        return steps.stream()
                .anyMatch(step -> step instanceof LoadStep.ParkUnique park
                        && park.table().equals(table.name())
                        && park.key().equals(key));
    }

    /** Rows to insert or update with a unique value that a live row holds which keeps it. */
    private void taken(TablePlan table, UniqueKey key) {
        MappedRows rows = scope.mapped(table.name(), "s");
        Table<?> live = scope.tables().as(table.name(), "t");
        Table<?> own = scope.staging().table(table.name()).as("x");
        Condition keeps = DSL.notExists(DSL.selectOne()
                .from(own)
                .where(StagingTable.is(own, Change.UPDATE, Change.DELETE))
                .and(scope.match().same(table, own, live)));
        report.rows(
                Kind.UNIQUE_TAKEN,
                table.name(),
                " rows of the backup have a value in " + key.columns() + " of table '" + table.name()
                        + "' that another row has, and that must be unique (" + key.name() + ").",
                table.table().isOwned()
                        ? "change the other row's value, or declare a unique rule for the column in the catalog."
                        : "the row that is here may be the same by another name: give it the natural key of the backup's, or"
                                + " create the missing row by hand.",
                table.table().identifyingColumns(),
                live,
                fields -> rows.select(fields)
                        .join(live)
                        .on(equal(key, rows, live))
                        .where(StagingTable.is(rows.staged(), Change.INSERT, Change.UPDATE))
                        .and(keeps));
    }

    /**
     * Rows to insert or update with a unique value that another row gives up by an update, or by a delete after the
     * inserts, where no column of the key can be set aside until then. The database would refuse half-way.
     */
    private void held(TablePlan table, UniqueKey key) {
        MappedRows rows = scope.mapped(table.name(), "s");
        Table<?> live = scope.tables().as(table.name(), "t");
        Table<?> own = scope.staging().table(table.name()).as("x");
        Condition isItself =
                StagingTable.is(rows.staged(), Change.UPDATE).and(scope.match().same(table, own, rows.staged()));
        Condition givesUp = StagingTable.is(rows.staged(), wantingBeforeUpdates(table))
                .and(StagingTable.is(own, Change.UPDATE))
                .and(isItself.not());
        Condition isDeletedLate = StagingTable.is(rows.staged(), Change.INSERT, Change.UPDATE)
                .and(StagingTable.is(own, Change.DELETE))
                .and(isHeldOnTo(table, live));
        report.rows(
                Kind.UNIQUE_TAKEN,
                table.name(),
                " rows of the backup have a value in " + key.columns() + " of table '" + table.name()
                        + "' that another row of the tenant is about to give up, and none of these columns can be set aside"
                        + " meanwhile (" + key.name() + ").",
                "delete the rows that have these values now: they come back with the restore.",
                table.table().identifyingColumns(),
                live,
                fields -> rows.select(fields)
                        .join(live)
                        .on(equal(key, rows, live))
                        .join(own)
                        .on(scope.match().same(table, own, live))
                        .where(givesUp.or(isDeletedLate)));
    }

    /** Rows that are written before, or together with, those that are updated. */
    private Change[] wantingBeforeUpdates(TablePlan table) {
        for (LoadStep step : steps) {
            if (step.table().equals(table.name()) && step instanceof LoadStep.Update) {
                return new Change[] {Change.UPDATE};
            } else if (step.table().equals(table.name()) && step instanceof LoadStep.Insert) {
                break;
            }
        }
        return new Change[] {Change.INSERT, Change.UPDATE};
    }

    /** Whether a row can't be deleted before rows that refer to it are updated. */
    private Condition isHeldOnTo(TablePlan table, Table<?> row) {
        References references = scope.predicates().references();
        Condition held = DSL.falseCondition();
        for (LoadStep step : steps) {
            if (step instanceof LoadStep.Delete delete && delete.table().equals(table.name())) {
                for (Reference reference : delete.unlessReferredBy()) {
                    Table<?> child = scope.tables().as(reference.table(), "h");
                    held = held.or(DSL.exists(DSL.selectOne()
                            .from(child)
                            .where(References.equal(
                                    references.childSide(reference, child), references.parentSide(reference, row)))));
                }
            }
        }
        return held;
    }

    private static Condition equal(UniqueKey key, MappedRows rows, Table<?> live) {
        Condition equal = DSL.noCondition();
        for (String column : key.columns()) {
            Field<Object> held = SqlTables.column(live, column);
            Field<Object> wanted = rows.value(column).coerce(Object.class);
            equal = equal.and(key.nullsDistinct() ? held.eq(wanted) : held.isNotDistinctFrom(wanted));
        }
        return equal;
    }
}
