// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.DirtyPolicy;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The dirty references of one table's staged rows: those that lead to no row of a tenants' table that the tenant will
 * have, or to no row of a shared one, each with the rule that applies to it.
 *
 * <p>Under new keys a reference is known by its column: its value has no new one. A reference that keeps its values leads
 * to a staged row, to a row of the tenant that stays, or is dirty.
 */
final class StagedReferences {

    private final LoadScope scope;
    private final TablePlan table;
    private final References references;
    private final MappedRows rows;
    private final Table<?> staged;

    StagedReferences(LoadScope scope, TablePlan table) {
        this.scope = scope;
        this.table = table;
        this.references = scope.predicates().references();
        this.rows = scope.mapped(table.name(), "s");
        this.staged = rows.staged();
    }

    /** The staged rows, to select from under the conditions of {@link #dirty}. */
    MappedRows rows() {
        return rows;
    }

    /** Every reference that may be dirty, in a fixed order. */
    List<Dirty> dirty() {
        List<Dirty> found = new ArrayList<>();
        Map<String, Condition> unresolved = new TreeMap<>(rows.unresolved());
        unresolved.forEach((column, missing) -> found.add(underNewKeys(column, missing)));
        Set<String> mapped = scope.plan().remap().of(table.name()).keySet();
        for (Reference reference : table.table().references()) {
            boolean keepsItsValues = mapped.stream().noneMatch(reference.columns()::contains);
            boolean isWhole = table.columns().containsAll(reference.columns())
                    && (reference.when() == null
                            || table.columns().contains(reference.when().column()));
            if (keepsItsValues && isWhole && isShared(reference) && !reference.enforced()) {
                found.add(toNoSharedRow(reference));
            } else if (keepsItsValues && isWhole && parent(reference).isOwned()) {
                Dirty dirty = asItIs(reference);
                if (reference.enforced() || scope.plan().target() instanceof Target.InPlace) {
                    found.add(dirty);
                }
            }
        }
        return found;
    }

    private CatalogTable parent(Reference reference) {
        return scope.plan().catalog().table(reference.parent());
    }

    private boolean isShared(Reference reference) {
        return parent(reference).ownership() instanceof Ownership.Shared;
    }

    /** What leads to no shared row means nothing, here as there: it stays, unless something is said of it. */
    private Dirty toNoSharedRow(Reference reference) {
        Target target = scope.plan().target();
        DirtyRule rule = policy().isSaidOf(table.table(), reference)
                ? policy().inPlace(table.table(), reference)
                : DirtyRule.KEEP;
        Condition where =
                isWritten().and(references.isPresent(reference, staged)).and(DSL.not(isResolved(reference)));
        List<String> cleared = policy().cleared(table.table(), reference, target);
        Condition refused = rule == DirtyRule.KEEP ? DSL.falseCondition() : where;
        return new Dirty(reference.toString(), cleared, List.of(reference), rule, where, refused);
    }

    private Dirty underNewKeys(String column, Condition missing) {
        DirtyRule rule = policy().of(table.table(), column, scope.plan().target());
        List<Reference> by = table.table().references().stream()
                .filter(reference -> reference.columns().contains(column))
                .filter(reference -> parent(reference).isOwned())
                .toList();
        Condition where = isWritten().and(missing);
        Condition refused = where;
        if (rule == DirtyRule.KEEP) {
            refused =
                    where.and(DSL.or(by.stream().map(this::cannotBeKeptInACopy).toList()));
        }
        return new Dirty("column '" + column + "'", List.of(column), by, rule, where, refused);
    }

    /** A copy may refer to what a bystander's row refers to, but to no row of the tenant that it is a copy of. */
    private Condition cannotBeKeptInACopy(Reference reference) {
        Table<?> parent = parentTable(reference);
        Condition isThere = leadsTo(reference, parent, DSL.noCondition());
        Condition isOrigins = leadsTo(reference, parent, ownedByOrigin(parent(reference), parent));
        Condition cannot = isChain(reference) ? isThere : isOrigins;
        if (reference.enforced()) {
            cannot = cannot.or(DSL.not(isThere));
        }
        return references.isPresent(reference, staged).and(cannot);
    }

    private Condition ownedByOrigin(CatalogTable parent, Table<?> as) {
        TenantId origin = policy().origin();
        if (origin == null || scope.plan().target().existing().equals(Optional.of(origin))) {
            return DSL.falseCondition();
        }
        try {
            return scope.predicates().owned(parent, as, origin);
        } catch (NotFoundException noSuchId) {
            // a backup of another database, whose tenants have ids that none here can have
            return DSL.falseCondition();
        }
    }

    private Dirty asItIs(Reference reference) {
        Target target = scope.plan().target();
        DirtyRule rule = policy().of(table.table(), reference, target);
        Condition where =
                isWritten().and(references.isPresent(reference, staged)).and(DSL.not(isResolved(reference)));
        Condition refused = where;
        if (rule == DirtyRule.KEEP) {
            refused = where.and(
                    target instanceof Target.InPlace ? cannotBeKeptInPlace(reference) : cannotBeKeptInACopy(reference));
        }
        List<String> cleared = policy().cleared(table.table(), reference, target);
        return new Dirty(reference.toString(), cleared, List.of(reference), rule, where, refused);
    }

    /**
     * What the reference leads to must be there, if the database wants that; and if it is somebody else's row it must have
     * been so in the backup, and must not make the row the other's as well.
     */
    private Condition cannotBeKeptInPlace(Reference reference) {
        Condition isThere = leadsTo(reference, parentTable(reference), DSL.noCondition());
        boolean wasDirty = scope.staging().has(reference.parent())
                && (policy().exact() || parent(reference).rule() != TableRule.QUEUE);
        Condition leavesTenant = isThere;
        if (table.hasKey()) {
            Table<?> live = scope.tables().as(table.name(), "t");
            Condition isUnchanged = DSL.exists(DSL.selectOne()
                    .from(live)
                    .where(scope.match().same(table, staged, live))
                    .and(References.equal(
                            references.childSide(reference, live), references.childSide(reference, staged)))
                    .and(references.isPresent(reference, live)));
            leavesTenant = isThere.and(DSL.not(isUnchanged));
        }
        Condition cannot = wasDirty && !isChain(reference) ? DSL.falseCondition() : leavesTenant;
        return reference.enforced() ? cannot.or(DSL.not(isThere)) : cannot;
    }

    private boolean isChain(Reference reference) {
        return table.table().ownership().chains().contains(reference);
    }

    /** Whether a reference leads to a staged row, or to a row that stays and is the tenant's or everybody's. */
    private Condition isResolved(Reference reference) {
        Table<?> parent = parentTable(reference);
        Condition isOurs = isShared(reference)
                ? DSL.noCondition()
                : scope.predicates().owned(parent(reference), parent, scope.tenant());
        Condition stays = leadsTo(reference, parent, isOurs);
        if (!scope.staging().has(reference.parent())) {
            return stays;
        }
        Table<?> coming = scope.staging().table(reference.parent()).as("q");
        return DSL.exists(DSL.selectOne()
                        .from(coming)
                        .where(StagingTable.is(coming, Change.INSERT, Change.UPDATE))
                        .and(References.equal(
                                references.childSide(reference, staged), references.parentSide(reference, coming))))
                .or(stays);
    }

    private Table<?> parentTable(Reference reference) {
        return scope.tables().as(reference.parent(), "p");
    }

    /** Whether a reference leads to a live row that stays and of which a condition holds. */
    private Condition leadsTo(Reference reference, Table<?> parent, Condition condition) {
        Condition leads = References.equal(
                        references.childSide(reference, staged), references.parentSide(reference, parent))
                .and(condition);
        if (scope.staging().has(reference.parent())) {
            StagingTable parents = scope.staging().table(reference.parent());
            Table<?> going = parents.as("g");
            leads = leads.and(DSL.notExists(DSL.selectOne()
                    .from(going)
                    .where(StagingTable.is(going, Change.DELETE))
                    .and(scope.match().same(parents.plan(), going, parent))));
        }
        return DSL.exists(DSL.selectOne().from(parent).where(leads));
    }

    private Condition isWritten() {
        return StagingTable.is(staged, Change.INSERT, Change.UPDATE);
    }

    private DirtyPolicy policy() {
        return scope.plan().dirty();
    }

    /** The tenants whose rows the references of some staged rows lead to. */
    List<TenantId> tenantsLedTo(Dirty dirty) {
        List<TenantId> tenants = new ArrayList<>();
        for (Reference reference : dirty.references()) {
            if (isShared(reference)) {
                continue;
            }
            Table<?> led = scope.tables().as(reference.parent(), "tb_led");
            Condition isLedTo = DSL.exists(rows.select(List.of(DSL.inline(1).as(DSL.name("tb_one"))))
                    .where(dirty.where())
                    .and(references.isPresent(reference, staged))
                    .and(References.equal(
                            references.parentSide(reference, led), references.childSide(reference, staged))));
            scope.predicates().owners(scope.sql()).of(parent(reference), led, isLedTo).stream()
                    .filter(tenant -> !tenants.contains(tenant))
                    .filter(tenant -> !scope.knowsTenant() || !tenant.equals(scope.tenant()))
                    .forEach(tenants::add);
        }
        return tenants;
    }

    /**
     * One way for rows to be dirty.
     *
     * @param name the reference or its column, for people
     * @param cleared the columns that become NULL under that rule
     * @param references what it is by
     * @param rule what becomes of it
     * @param where which staged rows have it
     * @param refused which of them are in the way if the rule is kept to
     */
    record Dirty(
            String name,
            List<String> cleared,
            List<Reference> references,
            DirtyRule rule,
            Condition where,
            Condition refused) {}

    /** A column of a staged row that says whether another becomes NULL. */
    Field<Object> mark(String column) {
        return SqlTables.column(staged, scope.staging().table(table.name()).clearColumn(column));
    }
}
