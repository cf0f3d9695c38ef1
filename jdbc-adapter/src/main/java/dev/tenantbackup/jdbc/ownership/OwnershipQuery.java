// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.ByPredicate;
import dev.tenantbackup.catalog.Ownership.ReferredTo;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.catalog.Ownership.ThroughReferences;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * One question of ownership, followed through the tables.
 *
 * <p>Several ways to a row become a UNION of key sets where the table has a primary key: a planner can follow each by
 * its own index, whereas an OR of subqueries makes it read the whole table. Products that are {@linkplain
 * dev.tenantbackup.jdbc.dialect.Dialect#asksRowByRow asked row by row} read it in any case; for them each way is a
 * correlated EXISTS.
 */
final class OwnershipQuery {

    /** An alias that no table of the statement around has. */
    private static final String CLAIMED = "tb_claimed";

    private static final String KEYS = "tb_keys";

    private final References references;
    private final Claim claim;

    OwnershipQuery(References references, Claim claim) {
        this.references = references;
        this.claim = claim;
    }

    Condition of(CatalogTable table, Table<?> as) {
        Ownership ownership = table.ownership();
        if (ownership instanceof Root root) {
            return names(table, as, root.keyColumn());
        }
        if (ownership instanceof ByColumn byColumn) {
            return byColumn(table, as, byColumn);
        }
        if (ownership instanceof ThroughReferences through) {
            return anyOf(table, as, ways(through.chains()));
        }
        if (ownership instanceof ReferredTo referredTo) {
            return referredToBy(referredTo.referrers(), table, as);
        }
        if (ownership instanceof ByPredicate predicate) {
            return byPredicate(table, as, predicate);
        }
        throw new IllegalArgumentException("rows of table " + table.name() + " are nobody's: " + ownership.kind());
    }

    /** Rows that a claimed row points at by one of these references. */
    Condition referredToBy(List<Reference> referrers, CatalogTable table, Table<?> as) {
        List<Function<Table<?>, Condition>> ways = new ArrayList<>();
        referrers.forEach(referrer -> ways.add(self -> isReferredTo(referrer, self)));
        return anyOf(table, as, ways);
    }

    /** Rows that no way leads to. Each way by itself, and negated as a planner likes it: an index or an anti-join. */
    Condition none(CatalogTable table, Table<?> as) {
        Ownership ownership = table.ownership();
        if (ownership instanceof ByColumn byColumn) {
            Column column = table.schema().column(byColumn.column());
            return column.nullable()
                    ? SqlTables.column(as, column.name()).isNull().and(noneLeads(byColumn.chains(), as))
                    : DSL.falseCondition();
        }
        if (ownership instanceof ThroughReferences through) {
            return noneLeads(through.chains(), as);
        }
        if (ownership instanceof ReferredTo referredTo) {
            Condition none = DSL.noCondition();
            for (Reference referrer : referredTo.referrers()) {
                Table<?> child = references.tables().as(referrer.table(), CLAIMED);
                none = none.andNotExists(DSL.selectOne()
                        .from(child)
                        .where(References.equal(
                                references.childSide(referrer, child), references.parentSide(referrer, as)))
                        .and(references.applies(referrer, child))
                        .and(of(references.table(referrer.table()), child)));
            }
            return none;
        }
        return DSL.falseCondition();
    }

    private Condition noneLeads(List<Reference> chains, Table<?> child) {
        Condition none = DSL.noCondition();
        for (Reference chain : chains) {
            Table<?> parent = references.tables().as(chain.parent(), CLAIMED);
            Condition claimed = of(references.table(chain.parent()), parent);
            if (chain.enforced() && isAlways(claimed)) {
                Condition present = references.isPresent(chain, child);
                none = none.and(isAlways(present) ? DSL.falseCondition() : DSL.condition("({0}) is not true", present));
            } else {
                none = none.andNotExists(DSL.selectOne()
                        .from(parent)
                        .where(References.equal(
                                references.parentSide(chain, parent), references.childSide(chain, child)))
                        .and(references.applies(chain, child))
                        .and(claimed));
            }
        }
        return none;
    }

    private static boolean isAlways(Condition condition) {
        return condition.equals(DSL.trueCondition()) || condition.equals(DSL.noCondition());
    }

    private Condition names(CatalogTable table, Table<?> as, String column) {
        return claim.names(table.schema().column(column), SqlTables.column(as, column));
    }

    private Condition byColumn(CatalogTable table, Table<?> as, ByColumn ownership) {
        String column = ownership.column();
        if (ownership.chains().isEmpty() || !table.schema().column(column).nullable()) {
            return names(table, as, column);
        }
        List<Function<Table<?>, Condition>> ways = new ArrayList<>();
        ways.add(self -> names(table, self, column));
        ways(ownership.chains())
                .forEach(way ->
                        ways.add(self -> SqlTables.column(self, column).isNull().and(way.apply(self))));
        return anyOf(table, as, ways);
    }

    private List<Function<Table<?>, Condition>> ways(List<Reference> chains) {
        List<Function<Table<?>, Condition>> ways = new ArrayList<>();
        chains.forEach(chain -> ways.add(self -> leads(chain, self)));
        return ways;
    }

    /** Rows whose reference leads to a row that is claimed. */
    private Condition leads(Reference chain, Table<?> child) {
        CatalogTable parent = references.table(chain.parent());
        Table<?> as = within(child, chain.parent());
        Condition claimed = of(parent, as);
        if (claim.isAnybody() && chain.enforced() && isAlways(claimed)) {
            return references.isPresent(chain, child);
        }
        if (asksRowByRow()) {
            return references
                    .applies(chain, child)
                    .andExists(DSL.selectOne()
                            .from(as)
                            .where(References.equal(
                                    references.parentSide(chain, as), references.childSide(chain, child)))
                            .and(claimed));
        }
        Select<Record> parents =
                DSL.select(references.parentSide(chain, as)).from(as).where(claimed);
        return references.applies(chain, child).and(References.in(references.childSide(chain, child), parents));
    }

    /** Rows that a claimed row of the referring table points at. */
    private Condition isReferredTo(Reference referrer, Table<?> parent) {
        CatalogTable child = references.table(referrer.table());
        Table<?> as = within(parent, referrer.table());
        if (asksRowByRow()) {
            return DSL.exists(DSL.selectOne()
                    .from(as)
                    .where(References.equal(
                            references.childSide(referrer, as), references.parentSide(referrer, parent)))
                    .and(references.isPresent(referrer, as))
                    .and(of(child, as)));
        }
        Select<Record> referred = DSL.select(references.childSide(referrer, as))
                .from(as)
                .where(of(child, as))
                .and(references.isPresent(referrer, as));
        return References.in(references.parentSide(referrer, parent), referred);
    }

    /** Taken as it is where its table goes by its own name, and else applied to the table by itself. */
    private Condition byPredicate(CatalogTable table, Table<?> as, ByPredicate predicate) {
        Condition condition = claim.holds(predicate);
        List<String> key = table.schema().keyColumns();
        if (key.isEmpty() || table.name().name().equals(as.getName())) {
            return condition;
        }
        Table<?> itself = references.tables().asItself(table.name());
        return References.in(
                SqlTables.columns(as, key),
                DSL.select(SqlTables.columns(itself, key)).from(itself).where(condition));
    }

    private Condition anyOf(CatalogTable table, Table<?> as, List<Function<Table<?>, Condition>> ways) {
        if (ways.size() == 1) {
            return ways.get(0).apply(as);
        }
        List<String> key = table.schema().keyColumns();
        if (key.isEmpty() || asksRowByRow()) {
            return DSL.or(ways.stream().map(way -> way.apply(as)).toList());
        }
        Table<?> itself = references.tables().asItself(table.name());
        Select<Record> keys = ways.stream()
                .map(way -> keys(itself, key, way.apply(itself)))
                .reduce(Select::union)
                .orElseThrow();
        // H2 evaluates a bare UNION anew for every row that it is asked about, a derived table once
        Table<Record> once = keys.asTable(DSL.name(KEYS));
        return References.in(
                SqlTables.columns(as, key),
                DSL.select(SqlTables.columns(once, key)).from(once));
    }

    /** A table in a subquery about a row of another: under its own name, unless the other goes by that name too. */
    private Table<?> within(Table<?> around, TableName table) {
        return table.name().equals(around.getName())
                ? references.tables().as(table, CLAIMED)
                : references.tables().asItself(table);
    }

    private boolean asksRowByRow() {
        return claim.isOfFew() || references.dialect().asksRowByRow();
    }

    private static Select<Record> keys(Table<?> table, List<String> key, Condition condition) {
        return DSL.select(SqlTables.columns(table, key)).from(table).where(condition);
    }
}
