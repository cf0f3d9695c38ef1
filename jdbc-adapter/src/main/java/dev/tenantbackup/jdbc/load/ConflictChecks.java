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
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.Effects;
import dev.tenantbackup.plan.LoadSteps;
import dev.tenantbackup.plan.SharedMatch.NewSharedRows;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
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
    private final Map<TableName, Map<Trigger.Event, Long>> events;

    ConflictChecks(LoadScope scope, Map<TableName, TableChanges> staged) {
        this.scope = scope;
        this.staged = staged;
        this.references = scope.predicates().references();
        this.report = new ConflictReport(scope);
        this.events = Effects.events(scope.plan(), staged);
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
                if (scope.plan().target() instanceof Target.InPlace) {
                    new JoiningRows(scope).check(table, report);
                }
                new StagedValues(scope, table).check(report);
            }
            if (changes.updated() + changes.deleted() > 0) {
                contested(table);
            }
            if (table.table().ownership() instanceof Ownership.ReferredTo referredTo) {
                boolean referrersChange = referredTo.referrers().stream()
                        .map(reference -> of(reference.table()))
                        .anyMatch(referrer -> referrer.updated() + referrer.deleted() > 0);
                new UnreferredRows(scope, table, referredTo).check(changes, referrersChange, report);
            }
        }
        for (NewSharedRows created : scope.plan().shared().created()) {
            TablePlan table = created.table();
            table.table().schema().uniqueKeys().forEach(key -> unique.check(table, key));
        }
        return findWithoutRows();
    }

    /** Only what can be known without a look at rows. */
    List<Conflict> findWithoutRows() {
        scope.plan().staged().forEach(this::triggers);
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
        Condition refers = References.equal(
                        references.childSide(reference, row), references.parentSide(reference, gone))
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
                refers = refers.and(scope.predicates().notOwned(child, row, scope.tenant()));
            }
        }
        String what = " rows of table '" + reference.table() + "' refer to rows of table '" + parent.name()
                + "' that would be deleted (" + reference + ")" + cascade(child, reference) + ".";
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

    private static String cascade(CatalogTable child, Reference reference) {
        return switch (Effects.deleteRule(child, reference).orElse(DeleteRule.RESTRICT)) {
            case CASCADE -> ": the database would delete them too";
            case SET_NULL -> ": the database would set that reference to NULL";
            case SET_DEFAULT -> ": the database would set that reference to its default";
            case RESTRICT -> "";
        };
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
        new DirtyTreatment(scope, table).check(report);
        Set<String> mapped = scope.plan().remap().of(table.name()).keySet();
        for (Reference reference : table.table().references()) {
            boolean leavesTenants =
                    !scope.plan().catalog().table(reference.parent()).isOwned();
            if (leavesTenants && reference.enforced() && mapped.stream().noneMatch(reference.columns()::contains)) {
                unresolved(table, reference);
            }
        }
    }

    /**
     * A reference to a row that nobody owns must find it. Shared rows that were looked up by then are there, or come, or
     * the plan says already that they are missing.
     */
    private void unresolved(TablePlan table, Reference reference) {
        boolean isLookedUp = scope.plan().shared().matched().contains(reference.parent());
        if (isLookedUp || !table.columns().containsAll(reference.columns())) {
            return;
        }
        Table<?> row = scope.staging().table(table.name()).as("s");
        Table<?> parent = scope.tables().as(reference.parent(), "p");
        CatalogTable parentTable = scope.plan().catalog().table(reference.parent());
        Condition dangling = references
                .isPresent(reference, row)
                .andNotExists(DSL.selectOne()
                        .from(parent)
                        .where(References.equal(
                                references.childSide(reference, row), references.parentSide(reference, parent))));
        String hint = parentTable.ownership() instanceof Ownership.Shared
                ? "create the missing rows of shared table '" + reference.parent() + "' first."
                : "create the missing rows of table '" + reference.parent()
                        + "' first, or correct these rows in the source.";
        report.rows(
                Kind.UNRESOLVED_REFERENCE,
                table.name(),
                " rows of table '" + table.name() + "' refer to rows of table '" + reference.parent()
                        + "' that are not there (" + reference + ").",
                hint,
                table.key(),
                row,
                fields -> DSL.select(fields)
                        .from(row)
                        .where(StagingTable.is(row, Change.INSERT, Change.UPDATE))
                        .and(dangling));
    }

    /** Live rows to be changed that another tenant can claim as well: they would change under its hands. */
    private void contested(TablePlan table) {
        Optional<TenantId> tenant = scope.plan().target().existing();
        if (tenant.isEmpty() || !mayBeContested(table.table())) {
            return;
        }
        Table<?> live = scope.tables().as(table.name(), "t");
        Table<?> change = scope.staging().table(table.name()).as("x");
        Condition contested = scope.predicates()
                .claimedByOthers(table.table(), live, tenant.get())
                .and(DSL.exists(DSL.selectOne()
                        .from(change)
                        .where(StagingTable.is(change, Change.UPDATE, Change.DELETE))
                        .and(scope.match().same(table, change, live))));
        report.rows(
                Kind.AMBIGUOUS,
                table.name(),
                others -> " rows of table '" + table.name() + "' that would be updated or deleted are also those of "
                        + DirtyTreatment.named(others) + ".",
                "correct their references first, so that they are one tenant's; or name the tables to restore, without"
                        + " that one.",
                table.table().identifyingColumns(),
                live,
                () -> scope.predicates().owners(scope.sql()).of(table.table(), live, contested).stream()
                        .filter(other -> !other.equals(tenant.get()))
                        .toList(),
                fields -> DSL.select(fields).from(live).where(contested));
    }

    /** Whether more than one way leads from a row to tenants, from it or from a row that it belongs to. */
    private boolean mayBeContested(CatalogTable table) {
        List<Reference> chains = table.ownership().chains();
        boolean isNamed = table.ownership() instanceof Ownership.ByColumn owned
                && !table.schema().column(owned.column()).nullable();
        return !isNamed
                && (table.ownership() instanceof Ownership.ReferredTo
                        || chains.size() > 1
                        || chains.stream()
                                .anyMatch(chain ->
                                        mayBeContested(scope.plan().catalog().table(chain.parent()))));
    }

    private void triggers(TablePlan table) {
        Set<Trigger.Event> happening =
                events.getOrDefault(table.name(), Map.of()).keySet();
        for (Trigger trigger : table.table().schema().triggers()) {
            boolean fires = happening.stream().anyMatch(trigger.events()::contains);
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
}
