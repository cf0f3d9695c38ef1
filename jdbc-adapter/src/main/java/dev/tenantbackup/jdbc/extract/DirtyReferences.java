// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.ResultQuery;
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
    private static final String OWNED = "tb_owned";

    private final JdbcSession session;
    private final OwnershipPredicates ownership;
    private final References references;
    private final DoubtfulReferences doubtful;
    private final CatalogTable table;
    private final Table<?> as;
    private final TenantId tenant;

    DirtyReferences(
            JdbcSession session,
            OwnershipPredicates ownership,
            DoubtfulReferences doubtful,
            CatalogTable table,
            TenantId tenant) {
        this.session = session;
        this.ownership = ownership;
        this.references = ownership.references();
        this.doubtful = doubtful;
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

    /**
     * Counts those of which there are any. One statement says of all references how many rows they lead astray; only where
     * that leaves it open another one says how many of them lead nowhere at all.
     */
    List<Count> count() {
        Map<Reference, Integer> astray = rows(doubtful.of(table), this::leadsAstray);
        List<Reference> undecided = astray.keySet().stream()
                .filter(reference -> !reference.enforced() && isOwned(reference))
                .toList();
        Map<Reference, Integer> nowhere = rows(undecided, this::leadsNowhere);
        List<Count> counts = new ArrayList<>();
        astray.forEach((reference, rows) -> {
            int missing = isOwned(reference) ? nowhere.getOrDefault(reference, 0) : rows;
            counts.add(new Count(reference, missing, rows - missing));
        });
        return counts;
    }

    /** How many rows of the tenant fulfil a condition on each reference; references of which none does are left out. */
    private Map<Reference, Integer> rows(List<Reference> asked, BiFunction<Reference, Table<?>, Condition> condition) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        boolean isReadOnce = asked.size() > 1 && !session.dialect().asksRowByRow() && !isOwnedByColumn();
        Table<?> rows = isReadOnce ? DSL.table(DSL.name(OWNED)) : as;
        Condition isOwned = isReadOnce ? DSL.noCondition() : ownership.owned(table, as, tenant);
        List<Select<Record2<Integer, Integer>>> counts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            counts.add(DSL.select(DSL.inline(i), DSL.count())
                    .from(rows)
                    .where(isOwned)
                    .and(condition.apply(asked.get(i), rows)));
        }
        Select<Record2<Integer, Integer>> all =
                counts.stream().reduce(Select::unionAll).orElseThrow();
        ResultQuery<Record> query = isReadOnce
                ? session.sql().resultQuery("with {0} as ({1}) {2}", DSL.name(OWNED), owned(asked), all)
                : session.sql().resultQuery("{0}", all);
        Map<Integer, Integer> found =
                query.fetchMap(row -> row.get(0, Integer.class), row -> row.get(1, Integer.class));
        Map<Reference, Integer> result = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            int count = Objects.requireNonNull(found.get(i), "a count of each reference");
            if (count > 0) {
                result.put(asked.get(i), count);
            }
        }
        return result;
    }

    /** Such rows are found as fast again as they could be kept. */
    private boolean isOwnedByColumn() {
        return table.ownership() instanceof Root
                || (table.ownership() instanceof ByColumn byColumn
                        && byColumn.chains().isEmpty());
    }

    /** The tenant's rows, with what the references are made of. */
    private Select<Record> owned(List<Reference> asked) {
        Set<String> columns = new TreeSet<>();
        for (Reference reference : asked) {
            columns.addAll(reference.columns());
            reference.condition().ifPresent(condition -> columns.add(condition.column()));
        }
        return DSL.select(SqlTables.columns(as, List.copyOf(columns)))
                .from(as)
                .where(ownership.owned(table, as, tenant));
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

    /** The tenant's rows whose parent does not exist. */
    private Condition missing(Reference reference) {
        return ownership.owned(table, as, tenant).and(leadsNowhere(reference, as));
    }

    /** The tenant's rows whose parent exists and is not the tenant's; where the database enforces it, it exists. */
    private Condition foreign(Reference reference) {
        Condition foreign = ownership.owned(table, as, tenant).and(leadsAstray(reference, as));
        return reference.enforced() ? foreign : foreign.andExists(parents(reference, as, DSL.noCondition()));
    }

    private Condition leadsNowhere(Reference reference, Table<?> rows) {
        return references.isPresent(reference, rows).andNotExists(parents(reference, rows, DSL.noCondition()));
    }

    /** Not to a row of the tenant, nor to one that is shared. */
    private Condition leadsAstray(Reference reference, Table<?> rows) {
        CatalogTable parent = references.table(reference.parent());
        Condition fits = parent.isOwned() && !doubtful.makesItsParentOwned(reference)
                ? ownership.owned(parent, parentTable(reference), tenant)
                : DSL.noCondition();
        return references.isPresent(reference, rows).andNotExists(parents(reference, rows, fits));
    }

    private boolean isOwned(Reference reference) {
        return references.table(reference.parent()).isOwned();
    }

    private Select<?> parents(Reference reference, Table<?> rows, Condition condition) {
        Table<?> parent = parentTable(reference);
        return DSL.selectOne()
                .from(parent)
                .where(References.equal(
                        references.parentSide(reference, parent), references.childSide(reference, rows)))
                .and(condition);
    }

    private Table<?> parentTable(Reference reference) {
        return session.tables().as(reference.parent(), PARENT);
    }
}
