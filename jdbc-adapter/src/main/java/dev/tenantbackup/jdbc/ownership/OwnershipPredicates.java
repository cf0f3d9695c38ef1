// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByPredicate;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Renders the catalog's ownership of tables as conditions over their rows. In what a tenant owns or claims, no
 * subquery refers to the statement around it: a planner may make it a semi-join.
 *
 * <p>A tenant id is bound in the type of the column it is compared with, so that indexes are used. Immutable and safe
 * for any thread.
 */
public final class OwnershipPredicates {

    private final Catalog catalog;
    private final Dialect dialect;
    private final References references;

    public OwnershipPredicates(Catalog catalog, Dialect dialect, SqlTables tables) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.references = new References(catalog, dialect, tables);
    }

    /** How references are rendered: for whoever joins along them. */
    public References references() {
        return references;
    }

    /** Who the owners of rows are: for whoever has to name them. */
    public Owners owners(DSLContext sql) {
        return new Owners(references, sql);
    }

    /**
     * The tenant's rows.
     *
     * @param table an owned table
     * @param as the table as the statement names it; a condition that the host wrote on a table without a primary key
     *     wants it to be named by its own name
     * @throws dev.tenantbackup.model.NotFoundException if no tenant can have this id
     */
    public Condition owned(CatalogTable table, Table<?> as, TenantId tenant) {
        return new OwnershipQuery(references, new One(tenant)).of(table, as);
    }

    /** Rows that name the tenant in a column, whatever else makes them anybody's. */
    public Condition named(Column column, Table<?> as, TenantId tenant) {
        return new One(tenant).names(column, SqlTables.column(as, column.name()));
    }

    /**
     * Rows of which {@link #owned} does not hold, also where it is unknown. As a case: H2 2.4 can't read its own text of an
     * {@code exists} that {@code is not true} inside of a subquery.
     */
    public Condition notOwned(CatalogTable table, Table<?> as, TenantId tenant) {
        return DSL.when(owned(table, as, tenant), DSL.inline(1))
                .otherwise(DSL.inline(0))
                .eq(DSL.inline(0));
    }

    /**
     * Rows of any table that rows of the tenant point at.
     *
     * @param referrers references to that table from owned tables, at least one
     */
    public Condition referredToBy(List<Reference> referrers, CatalogTable table, Table<?> as, TenantId tenant) {
        return new OwnershipQuery(references, new One(tenant)).referredToBy(referrers, table, as);
    }

    /**
     * Rows of the tenant that a text in the statement itself names: as {@link #owned} finds them, asked about single rows.
     *
     * @param tenant a text, with the database's default collation or one by bytes
     */
    public Condition ownedBy(CatalogTable table, Table<?> as, Field<String> tenant) {
        return new OwnershipQuery(references, new Named(tenant)).of(table, as);
    }

    /** Rows that some other tenant can claim, whoever else does. Conditions that the host wrote claim nothing here. */
    public Condition claimedByOthers(CatalogTable table, Table<?> as, TenantId tenant) {
        return new OwnershipQuery(references, new Others(tenant)).of(table, as);
    }

    /**
     * Rows that no tenant can claim; {@link DSL#falseCondition} where the schema rules that out. Conditions that the host
     * wrote are taken to claim everything.
     */
    public Condition nobodys(CatalogTable table, Table<?> as) {
        return new OwnershipQuery(references, new Anybody()).none(table, as);
    }

    private final class One implements Claim {

        private final TenantKey key;

        One(TenantId tenant) {
            this.key = new TenantKey(dialect, catalog, tenant);
        }

        @Override
        public Condition names(Column column, Field<?> value) {
            return value.coerce(Object.class).eq(key.in(column).coerce(Object.class));
        }

        @Override
        public Condition holds(ByPredicate predicate) {
            return HostCondition.of(predicate.sql(), key.byItself());
        }
    }

    private final class Named implements Claim {

        private final Field<String> tenant;

        Named(Field<String> tenant) {
            this.tenant = tenant;
        }

        @Override
        public Condition names(Column column, Field<?> value) {
            return dialect.isCharacter(column)
                    ? value.coerce(Object.class)
                            .eq(dialect.characters(column, tenant).coerce(Object.class))
                    : dialect.textOf(column, value).eq(tenant);
        }

        @Override
        public Condition holds(ByPredicate predicate) {
            return HostCondition.of(predicate.sql(), TenantKey.of(catalog, dialect, tenant));
        }

        @Override
        public boolean isOfFew() {
            return true;
        }
    }

    private final class Others implements Claim {

        private final TenantKey key;

        Others(TenantId tenant) {
            this.key = new TenantKey(dialect, catalog, tenant);
        }

        @Override
        public Condition names(Column column, Field<?> value) {
            return value.coerce(Object.class).ne(key.in(column).coerce(Object.class));
        }

        @Override
        public Condition holds(ByPredicate predicate) {
            return DSL.falseCondition();
        }

        /** Whoever asks has a row of the tenant at hand; all that others have is most of the database. */
        @Override
        public boolean isOfFew() {
            return true;
        }
    }

    private static final class Anybody implements Claim {

        @Override
        public Condition names(Column column, Field<?> value) {
            return column.nullable() ? value.isNotNull() : DSL.trueCondition();
        }

        @Override
        public Condition holds(ByPredicate predicate) {
            return DSL.trueCondition();
        }

        @Override
        public boolean isAnybody() {
            return true;
        }
    }
}
