// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Where the references of one table's rows lead. Asked with NOT EXISTS: PostgreSQL hashes an anti-join whatever its
 * size, H2 looks each parent up by its key. Neither would do that for a NOT IN, nor H2 for a join of key sets.
 */
final class DirtyReferences {

    private static final String PARENT = "tb_parent";
    private static final String LED = "tb_led";

    private final JdbcSession session;
    private final OwnershipPredicates ownership;
    private final References references;
    private final CatalogTable table;
    private final Table<?> as;
    private final TenantId tenant;

    DirtyReferences(JdbcSession session, OwnershipPredicates ownership, CatalogTable table, TenantId tenant) {
        this.session = session;
        this.ownership = ownership;
        this.references = ownership.references();
        this.table = table;
        this.as = session.tables().asItself(table.name());
        this.tenant = tenant;
    }

    /**
     * What was counted of one reference.
     *
     * @param missing rows whose parent does not exist
     * @param foreign rows whose parent exists and is not the tenant's; none if the parent is nobody's anyway
     */
    record Count(Reference reference, long missing, long foreign) {}

    /** Counts all of them in one statement. */
    List<Count> count(List<Reference> toCheck) {
        if (toCheck.isEmpty()) {
            return List.of();
        }
        List<Select<Record2<Integer, Integer>>> counts = new ArrayList<>();
        for (int i = 0; i < toCheck.size(); i++) {
            Reference reference = toCheck.get(i);
            if (references.table(reference.parent()).isOwned()) {
                counts.add(counting(2 * i, foreign(reference)));
            }
            if (!reference.enforced()) {
                counts.add(counting(2 * i + 1, missing(reference)));
            }
        }
        Map<Integer, Integer> found = session.sql()
                .fetch(counts.stream().reduce(Select::unionAll).orElseThrow())
                .intoMap(Record2::value1, Record2::value2);
        List<Count> result = new ArrayList<>();
        for (int i = 0; i < toCheck.size(); i++) {
            result.add(new Count(toCheck.get(i), found.getOrDefault(2 * i + 1, 0), found.getOrDefault(2 * i, 0)));
        }
        return result;
    }

    private Select<Record2<Integer, Integer>> counting(int position, Condition condition) {
        return DSL.select(DSL.inline(position), DSL.count()).from(as).where(condition);
    }

    Finding orphaned(Count count) {
        return new Finding(
                Finding.Kind.ORPHANED,
                table.name(),
                rows(count.missing()) + " of tenant '" + tenant + "' refer to rows that do not exist, by "
                        + count.reference(),
                "they are kept as they are; a copy under new keys needs a decision for them",
                count.missing(),
                samples(missing(count.reference())));
    }

    Finding leaving(Count count) {
        List<TenantId> others = owners(count.reference());
        return new Finding(
                Finding.Kind.LEAVING,
                table.name(),
                rows(count.foreign()) + " of tenant '" + tenant + "' refer to rows of " + named(others) + ", by "
                        + count.reference(),
                "correct them, or declare what the reference is; a copy under new keys needs a decision for them",
                count.foreign(),
                samples(foreign(count.reference())),
                others);
    }

    /** Whose the rows are that a reference leads to outside of the tenant. */
    private List<TenantId> owners(Reference reference) {
        Table<?> led = session.tables().as(reference.parent(), LED);
        Condition isLedTo = DSL.exists(DSL.selectOne()
                .from(as)
                .where(References.equal(references.parentSide(reference, led), references.childSide(reference, as)))
                .and(foreign(reference)));
        return ownership.owners(session.sql()).of(references.table(reference.parent()), led, isLedTo).stream()
                .filter(other -> !other.equals(tenant))
                .toList();
    }

    static String named(List<TenantId> tenants) {
        if (tenants.isEmpty()) {
            return "nobody";
        }
        return (tenants.size() == 1 ? "tenant " : "tenants ")
                + tenants.stream().map(other -> "'" + other + "'").collect(Collectors.joining(", "));
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private List<RowKey> samples(Condition condition) {
        return new KeySamples(session, table.schema()).of(as, condition);
    }

    private Condition missing(Reference reference) {
        return referring(reference).andNotExists(parents(reference, DSL.noCondition()));
    }

    private Condition foreign(Reference reference) {
        CatalogTable parent = references.table(reference.parent());
        Condition owned = ownership.owned(parent, parentTable(reference), tenant);
        Condition foreign = referring(reference).andNotExists(parents(reference, owned));
        return reference.enforced() ? foreign : foreign.andExists(parents(reference, DSL.noCondition()));
    }

    /** The tenant's rows that have the reference. */
    private Condition referring(Reference reference) {
        return ownership.owned(table, as, tenant).and(references.isPresent(reference, as));
    }

    private Select<?> parents(Reference reference, Condition condition) {
        Table<?> parent = parentTable(reference);
        return DSL.selectOne()
                .from(parent)
                .where(References.equal(references.parentSide(reference, parent), references.childSide(reference, as)))
                .and(condition);
    }

    private Table<?> parentTable(Reference reference) {
        return session.tables().as(reference.parent(), PARENT);
    }
}
