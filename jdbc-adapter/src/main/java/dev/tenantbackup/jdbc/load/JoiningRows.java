// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.TablePlan;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Finds live rows that are not the tenant's and would become so with a restore in place: what they refer to is gone, the
 * database doesn't know the reference, and the row comes back. They would be in the tenant without being in the backup, or
 * beside the backup's copy of themselves.
 */
final class JoiningRows {

    private final LoadScope scope;
    private final References references;

    JoiningRows(LoadScope scope) {
        this.scope = scope;
        this.references = scope.predicates().references();
    }

    /** @param parent a table with rows to insert or update */
    void check(TablePlan parent, ConflictReport report) {
        for (Reference reference : scope.plan().catalog().referencesTo(parent.name())) {
            CatalogTable child = references.table(reference.table());
            if (!reference.enforced() && child.ownership().chains().contains(reference)) {
                check(parent, child, reference, report);
            }
        }
    }

    private void check(TablePlan parent, CatalogTable child, Reference reference, ConflictReport report) {
        Table<?> row = scope.tables().as(child.name(), "c");
        Table<?> coming = scope.staging().table(parent.name()).as("q");
        Condition joins = references
                .isPresent(reference, row)
                .and(scope.predicates().notOwned(child, row, scope.tenant()))
                .and(DSL.exists(DSL.selectOne()
                        .from(coming)
                        .where(StagingTable.is(coming, Change.INSERT, Change.UPDATE))
                        .and(References.equal(
                                references.childSide(reference, row), references.parentSide(reference, coming)))));
        if (child.ownership() instanceof ByColumn byColumn) {
            joins = joins.and(SqlTables.column(row, byColumn.column()).isNull());
        }
        if (scope.staging().has(child.name())) {
            joins = joins.and(isNotInsertedAgain(scope.staging().table(child.name()), row));
        }
        Condition found = joins;
        List<String> identifying = child.identifyingColumns();
        report.rows(
                Kind.JOINING,
                child.name(),
                " rows of table '" + child.name()
                        + "' that are not the tenant's would become so, because rows of table '" + parent.name()
                        + "' that they refer to come back (" + reference + ").",
                "delete these rows if the backup holds them, or correct what they refer to.",
                identifying,
                row,
                fields -> DSL.select(fields).from(row).where(found));
    }

    /** Of a row with a key that comes back itself, the key is reported. */
    private Condition isNotInsertedAgain(StagingTable own, Table<?> row) {
        if (!own.plan().hasKey()) {
            return DSL.noCondition();
        }
        Table<?> again = own.as("x");
        return DSL.notExists(DSL.selectOne()
                .from(again)
                .where(StagingTable.is(again, Change.INSERT))
                .and(scope.match().same(own.plan(), again, row)));
    }
}
