// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose some rows are: follows every way from them to a column that names a tenant. Asked about the few rows
 * that are dirty, so that a person reads whom they concern; conditions that the host wrote name nobody.
 */
public final class Owners {

    private static final int MOST = 10;

    /** Ways that are followed: a schema in which there are more has them lead to the same tenants. */
    private static final int MOST_WAYS = 50;

    private final References references;
    private final DSLContext sql;

    Owners(References references, DSLContext sql) {
        this.references = references;
        this.sql = sql;
    }

    /**
     * The tenants of some rows, in the order of their ids' texts, at most 10; empty if they are nobody's.
     *
     * @param as the table as the condition names it, not by an alias that begins with {@code tb_way}
     */
    public List<TenantId> of(CatalogTable table, Table<?> as, Condition rows) {
        List<Way> ways = new ArrayList<>();
        follow(table, as, new Way(List.of(), DSL.noCondition(), null), ways);
        TreeSet<String> tenants = new TreeSet<>();
        for (Way way : ways) {
            if (way.tenant() != null) {
                tenants.addAll(tenants(as, rows, way, way.tenant()));
            }
        }
        return tenants.stream()
                .filter(tenant -> !tenant.isEmpty())
                .limit(MOST)
                .map(TenantId::of)
                .toList();
    }

    private List<String> tenants(Table<?> as, Condition rows, Way way, Field<String> tenant) {
        SelectJoinStep<Record1<String>> select = DSL.selectDistinct(tenant).from(as);
        for (Join join : way.joins()) {
            select = select.join(join.table()).on(join.on());
        }
        return sql.fetch(select.where(rows)
                        .and(way.where())
                        .and(tenant.isNotNull())
                        .limit(MOST))
                .map(Record1::value1);
    }

    private void follow(CatalogTable table, Table<?> as, Way way, List<Way> found) {
        if (found.size() >= MOST_WAYS) {
            return;
        }
        Ownership ownership = table.ownership();
        if (ownership instanceof Ownership.Root root) {
            found.add(way.named(name(table, as, root.keyColumn())));
        } else if (ownership instanceof Ownership.ByColumn byColumn) {
            found.add(way.named(name(table, as, byColumn.column())));
            Condition isUnnamed = SqlTables.column(as, byColumn.column()).isNull();
            byColumn.chains().forEach(chain -> along(chain, as, way.where(isUnnamed), found));
        } else if (ownership instanceof Ownership.ThroughReferences through) {
            through.chains().forEach(chain -> along(chain, as, way, found));
        } else if (ownership instanceof Ownership.ReferredTo referredTo) {
            referredTo.referrers().forEach(referrer -> against(referrer, as, way, found));
        }
    }

    private Field<String> name(CatalogTable table, Table<?> as, String name) {
        Column column = table.schema().column(name);
        return references.dialect().textOf(column, SqlTables.column(as, name));
    }

    private void along(Reference chain, Table<?> child, Way way, List<Way> found) {
        Table<?> parent = references.tables().as(chain.parent(), way.nextAlias());
        Condition leads = References.equal(references.parentSide(chain, parent), references.childSide(chain, child))
                .and(references.applies(chain, child));
        follow(references.table(chain.parent()), parent, way.by(parent, leads), found);
    }

    private void against(Reference referrer, Table<?> parent, Way way, List<Way> found) {
        Table<?> child = references.tables().as(referrer.table(), way.nextAlias());
        Condition leads = References.equal(
                        references.childSide(referrer, child), references.parentSide(referrer, parent))
                .and(references.isPresent(referrer, child));
        follow(references.table(referrer.table()), child, way.by(child, leads), found);
    }

    private record Join(Table<?> table, Condition on) {}

    /** From the rows in question to a column that names a tenant. */
    private record Way(
            List<Join> joins, Condition where, @Nullable Field<String> tenant) {

        String nextAlias() {
            return "tb_way" + joins.size();
        }

        Way by(Table<?> table, Condition on) {
            List<Join> more = new ArrayList<>(joins);
            more.add(new Join(table, on));
            return new Way(more, where, null);
        }

        Way where(Condition condition) {
            return new Way(joins, where.and(condition), null);
        }

        Way named(Field<String> name) {
            return new Way(joins, where, name);
        }
    }
}
