// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Finds rows that are the tenant's by being referred to, and that nothing would refer to after the load: they would be
 * nobody's, so nobody could prove, undo or back up what became of them.
 */
final class UnreferredRows {

    private final LoadScope scope;
    private final TablePlan table;
    private final Ownership.ReferredTo ownership;
    private final References references;

    UnreferredRows(LoadScope scope, TablePlan table, Ownership.ReferredTo ownership) {
        this.scope = scope;
        this.table = table;
        this.ownership = ownership;
        this.references = scope.predicates().references();
    }

    /** @param referrersChange whether any row that refers to the table's rows is updated or deleted */
    void check(TableChanges changes, boolean referrersChange, ConflictReport report) {
        if (changes.inserted() > 0) {
            Table<?> coming = scope.staging().table(table.name()).as("s");
            report(report, "that would come", coming, StagingTable.is(coming, Change.INSERT));
        }
        if (referrersChange && scope.plan().target() instanceof Target.InPlace in) {
            Table<?> live = scope.tables().as(table.name(), "t");
            Condition stays = scope.predicates()
                    .owned(table.table(), live, in.tenant())
                    .and(isNoneOf(table, live, Change.INSERT, Change.UPDATE, Change.DELETE));
            report(report, "that would stay", live, stays);
        }
    }

    private void report(ConflictReport report, String which, Table<?> row, Condition is) {
        Condition unreferred = is;
        for (Reference reference : ownership.referrers()) {
            unreferred = unreferred.andNot(willRefer(reference, row));
        }
        Condition found = unreferred;
        report.rows(
                Kind.UNREFERRED,
                table.name(),
                " rows of table '" + table.name() + "' " + which
                        + " would be nobody's: they are owned by being referred to,"
                        + " and nothing of the tenant would refer to them.",
                "restore in mode replace, or name the tables to restore.",
                table.key(),
                row,
                fields -> DSL.select(fields).from(row).where(found));
    }

    /** Whether a row refers to another after the load: one that comes, or in place one that stays as it is. */
    private Condition willRefer(Reference reference, Table<?> row) {
        List<Condition> ways = new ArrayList<>();
        if (scope.staging().has(reference.table())) {
            Table<?> coming = scope.staging().table(reference.table()).as("q");
            ways.add(DSL.exists(DSL.selectOne()
                    .from(coming)
                    .where(StagingTable.is(coming, Change.INSERT, Change.UPDATE))
                    .and(refers(reference, coming, row))));
        }
        if (scope.plan().target() instanceof Target.InPlace in) {
            CatalogTable referrer = scope.plan().catalog().table(reference.table());
            Table<?> live = scope.tables().as(reference.table(), "l");
            Condition stays =
                    scope.predicates().owned(referrer, live, in.tenant()).and(refers(reference, live, row));
            if (scope.staging().has(reference.table())) {
                stays = stays.and(
                        isNoneOf(scope.staging().table(reference.table()).plan(), live, Change.UPDATE, Change.DELETE));
            }
            ways.add(DSL.exists(DSL.selectOne().from(live).where(stays)));
        }
        return DSL.or(ways);
    }

    private Condition refers(Reference reference, Table<?> child, Table<?> parent) {
        return References.equal(references.childSide(reference, child), references.parentSide(reference, parent))
                .and(references.isPresent(reference, child));
    }

    private Condition isNoneOf(TablePlan plan, Table<?> live, Change... changes) {
        Table<?> own = scope.staging().table(plan.name()).as("x");
        return DSL.notExists(DSL.selectOne()
                .from(own)
                .where(StagingTable.is(own, changes))
                .and(scope.match().same(plan, own, live)));
    }
}
