// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.LoadSteps;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Finds everything that stands in the way of a staged change set, by one query per table and question. Reads only; asks
 * nothing about tables without staged rows.
 */
final class ConflictChecks {

    private final LoadScope scope;
    private final Map<TableName, TableChanges> staged;
    private final References references;
    private final ConflictReport report;
    private final UniqueChecks unique;

    ConflictChecks(LoadScope scope, Map<TableName, TableChanges> staged) {
        this.scope = scope;
        this.staged = staged;
        this.references = scope.predicates().references();
        this.report = new ConflictReport(scope);
        this.unique = new UniqueChecks(scope, LoadSteps.of(scope.plan(), staged), report);
    }

    List<Conflict> find() {
        for (TablePlan table : scope.plan().tables()) {
            TableChanges changes = of(table.name());
            if (changes.deleted() > 0) {
                scope.plan().catalog().referencesTo(table.name()).forEach(reference -> inbound(table, reference));
            }
            if (changes.inserted() > 0 && table.hasKey()) {
                keysTaken(table, changes);
            }
            if (changes.inserted() + changes.updated() > 0) {
                table.table().schema().uniqueKeys().forEach(key -> unique.check(table, key));
                unresolved(table);
            }
            if (table.table().ownership() instanceof Ownership.ReferredTo referredTo) {
                boolean referrersChange = referredTo.referrers().stream()
                        .map(reference -> of(reference.table()))
                        .anyMatch(referrer -> referrer.updated() + referrer.deleted() > 0);
                new UnreferredRows(scope, table, referredTo).check(changes, referrersChange, report);
            }
            triggers(table, changes);
        }
        return report.conflicts();
    }

    private TableChanges of(TableName table) {
        return staged.getOrDefault(table, TableChanges.NONE);
    }

    /**
     * Rows that refer to a row to be deleted, and are not part of the change set themselves. A reference that the database
     * doesn't enforce may lead nowhere in the tenant's own compared rows: the backup has it so, or a rule keeps the row.
     */
    private void inbound(TablePlan parent, Reference reference) {
        CatalogTable child = scope.plan().catalog().table(reference.table());
        List<String> identifying = child.identifyingColumns();
        Table<?> row = scope.tables().as(reference.table(), "c");
        Table<?> gone = scope.staging().table(parent.name()).as("d");
        Condition refers = equal(references.childSide(reference, row), references.parentSide(reference, gone))
                .and(references.isPresent(reference, row))
                .and(StagingTable.is(gone, Change.DELETE));
        if (scope.staging().has(reference.table())) {
            StagingTable own = scope.staging().table(reference.table());
            Table<?> change = own.as("x");
            refers = refers.and(DSL.notExists(DSL.selectOne()
                    .from(change)
                    .where(StagingTable.is(change, Change.UPDATE, Change.DELETE))
                    .and(scope.match().same(own.plan(), change, row))));
            if (!reference.enforced()) {
                refers = refers.and(
                        DSL.condition("({0}) is not true", scope.predicates().owned(child, row, scope.tenant())));
            }
        }
        String what = " rows of table '" + reference.table() + "' refer to rows of table '" + parent.name()
                + "' that would be deleted (" + reference + ").";
        Condition found = refers;
        report.rows(
                Kind.INBOUND_REFERENCE,
                reference.table(),
                what,
                inboundHint(child),
                identifying,
                row,
                fields -> DSL.selectDistinct(fields).from(row, gone).where(found));
    }

    private static String inboundHint(CatalogTable child) {
        if (!child.isOwned()) {
            return "these rows are not part of the tenant's backup; delete or change them first.";
        }
        return child.rule() == TableRule.REPLACE
                ? "restore that table too, or delete these rows first."
                : "rows of '" + child.name()
                        + "' are never taken away by a restore; restore in mode merge, which deletes"
                        + " nothing, or name the tables to restore.";
    }

    /**
     * Rows to insert whose key a live row has already that stays: it is not the tenant's, or it would have been compared.
     * A row that goes may have a key that the database takes for the same though its text is another.
     */
    private void keysTaken(TablePlan table, TableChanges changes) {
        MappedRows rows = scope.mapped(table.name(), "s");
        Table<?> live = scope.tables().as(table.name(), "t");
        Condition taken = DSL.noCondition();
        for (String column : table.key()) {
            taken = taken.and(
                    SqlTables.column(live, column).eq(rows.value(column).coerce(Object.class)));
        }
        if (changes.deleted() > 0) {
            Table<?> going = scope.staging().table(table.name()).as("x");
            taken = taken.and(DSL.notExists(DSL.selectOne()
                    .from(going)
                    .where(StagingTable.is(going, Change.DELETE))
                    .and(scope.match().same(table, going, live))));
        }
        Condition found = taken;
        Condition stays = isNoneOf(table, live, Change.DELETE);
        report.rows(
                Kind.KEY_TAKEN,
                table.name(),
                " rows of the backup have a key in table '" + table.name() + "' that a row of somebody else has.",
                "restore as a new tenant, so that all rows get new keys; or give a row back to the tenant that lost its way to"
                        + " it and is nobody's now.",
                table.key(),
                live,
                fields -> rows.select(fields)
                        .join(live)
                        .on(found)
                        .where(StagingTable.is(rows.staged(), Change.INSERT))
                        .and(stays));
    }

    /** Whether a live row is not staged for one of these changes. */
    private Condition isNoneOf(TablePlan table, Table<?> live, Change... changes) {
        Table<?> own = scope.staging().table(table.name()).as("x");
        return DSL.notExists(DSL.selectOne()
                .from(own)
                .where(StagingTable.is(own, changes))
                .and(scope.match().same(table, own, live)));
    }

    private void unresolved(TablePlan table) {
        MappedRows rows = scope.mapped(table.name(), "s");
        rows.unresolved()
                .forEach((column, missing) -> report.rows(
                        Kind.UNRESOLVED_REFERENCE,
                        table.name(),
                        " rows of table '" + table.name() + "' refer, in column '" + column
                                + "', to rows that the backup does not hold.",
                        "such rows leave the tenant or lead nowhere; correct them in the source, or restore in place.",
                        table.table().identifyingColumns(),
                        rows.staged(),
                        fields -> rows.select(fields)
                                .where(StagingTable.is(rows.staged(), Change.INSERT, Change.UPDATE))
                                .and(missing)));
        Set<String> mapped = new HashSet<>(scope.plan().remap().of(table.name()).keySet());
        for (Reference reference : table.table().references()) {
            if (reference.enforced() && mapped.stream().noneMatch(reference.columns()::contains)) {
                unresolved(table, reference);
            }
        }
    }

    /** A kept reference must lead to a staged row, to a row of the tenant that stays, or to a row that nobody owns. */
    private void unresolved(TablePlan table, Reference reference) {
        if (!table.columns().containsAll(reference.columns())) {
            return;
        }
        Table<?> row = scope.staging().table(table.name()).as("s");
        Table<?> parent = scope.tables().as(reference.parent(), "p");
        CatalogTable parentTable = scope.plan().catalog().table(reference.parent());
        Condition toParent = equal(references.childSide(reference, row), references.parentSide(reference, parent));
        Condition live = parentTable.isOwned()
                ? scope.predicates().owned(parentTable, parent, scope.tenant())
                : DSL.noCondition();
        Condition resolved;
        if (scope.staging().has(reference.parent())) {
            StagingTable parentStaging = scope.staging().table(reference.parent());
            Table<?> coming = parentStaging.as("q");
            Table<?> going = parentStaging.as("g");
            live = live.and(DSL.notExists(DSL.selectOne()
                    .from(going)
                    .where(StagingTable.is(going, Change.DELETE))
                    .and(scope.match().same(parentStaging.plan(), going, parent))));
            resolved = DSL.exists(DSL.selectOne()
                            .from(coming)
                            .where(StagingTable.is(coming, Change.INSERT, Change.UPDATE))
                            .and(equal(references.childSide(reference, row), references.parentSide(reference, coming))))
                    .or(DSL.exists(DSL.selectOne().from(parent).where(toParent).and(live)));
        } else {
            resolved = DSL.exists(DSL.selectOne().from(parent).where(toParent).and(live));
        }
        Condition dangling = references.isPresent(reference, row).and(resolved.not());
        String hint = parentTable.ownership() instanceof Ownership.Shared
                ? "create the missing rows of shared table '" + reference.parent() + "' first."
                : "restore table '" + reference.parent() + "' too, or correct these rows in the source.";
        report.rows(
                Kind.UNRESOLVED_REFERENCE,
                table.name(),
                " rows of table '" + table.name() + "' refer to rows of table '" + reference.parent()
                        + "' that neither the backup nor the tenant has (" + reference + ").",
                hint,
                table.table().identifyingColumns(),
                row,
                fields -> DSL.select(fields)
                        .from(row)
                        .where(StagingTable.is(row, Change.INSERT, Change.UPDATE))
                        .and(dangling));
    }

    private void triggers(TablePlan table, TableChanges changes) {
        for (Trigger trigger : table.table().schema().triggers()) {
            boolean fires = (changes.inserted() > 0 && trigger.events().contains(Trigger.Event.INSERT))
                    || (changes.updated() > 0 && trigger.events().contains(Trigger.Event.UPDATE))
                    || (changes.deleted() > 0 && trigger.events().contains(Trigger.Event.DELETE));
            if (fires && !table.table().triggerRules().containsKey(trigger.name())) {
                report.add(Conflict.of(
                        Kind.UNDECLARED_TRIGGER,
                        table.name(),
                        "Trigger '" + trigger.name() + "' of table '" + table.name()
                                + "' would fire, and nobody has declared what it does.",
                        "declare it in the catalog: harmless, or owner of the columns that it sets."));
            }
        }
    }

    static Condition equal(List<Field<Object>> left, List<Field<Object>> right) {
        Condition equal = DSL.noCondition();
        for (int i = 0; i < left.size(); i++) {
            equal = equal.and(left.get(i).eq(right.get(i)));
        }
        return equal;
    }
}
