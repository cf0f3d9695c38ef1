// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Makes the statements that install a fence in a database product. Triggers fire after each row, when nobody changes it any
 * more, and look into the fence table first: while it is empty, that is all they do. A trigger's name holds a digest of
 * what it does, so that one that was made for another schema or catalog is known by its name.
 */
abstract class FenceTriggers {

    private static final String UP = "tb_fence";
    private static final int DIGITS = 12;

    private final JdbcSession session;
    private final Catalog catalog;
    private final SqlTables tables;
    private final OwnershipPredicates ownership;

    FenceTriggers(JdbcSession session, Catalog catalog) {
        this.session = session;
        this.catalog = catalog;
        this.tables = session.tables();
        this.ownership = new OwnershipPredicates(catalog, session.dialect(), tables);
    }

    /**
     * Those of the session's product.
     *
     * @throws InvalidRequestException if it can't have any
     */
    static FenceTriggers of(JdbcSession session, Catalog catalog) {
        return switch (session.dialect().product()) {
            case "PostgreSQL" -> new PostgresTriggers(session, catalog);
            case "MariaDB" -> new MariaDbTriggers(session, catalog);
            default ->
                throw new InvalidRequestException(Problem.of("There is no fence inside of "
                                + session.dialect().product() + ".")
                        .withHint("use one that the application obeys: a flag column on the tenant's row, or a"
                                + " callback"));
        };
    }

    /** What there has to be before the first trigger: may be there already. */
    abstract List<String> base();

    /** The triggers of a table whose rows are tenants'. */
    abstract TableTriggers of(CatalogTable table);

    /** Takes one trigger away, and what it is made of. */
    abstract List<String> drop(TableName table, String trigger);

    /** Takes away what {@link #base} made, once no trigger is left. */
    abstract List<String> dropBase();

    /** The triggers of all tables whose rows are tenants'. */
    final List<TableTriggers> ofAll() {
        return catalog.tables().stream()
                .filter(CatalogTable::isOwned)
                .map(this::of)
                .toList();
    }

    /** Whether a row is owned by a tenant whose fence, by the alias of {@link #up}, is up. */
    final String isFenced(CatalogTable table, String row) {
        Field<String> tenant = DSL.field(DSL.name(UP, "tenant"), SQLDataType.VARCHAR);
        Table<?> as = DSL.table(DSL.name(row));
        if (!(table.ownership() instanceof Ownership.ByPredicate)) {
            return sql(ownership.ownedBy(table, as, tenant));
        }
        // the host's condition names the row by its table
        Table<?> itself = DSL.table(DSL.name(table.name().name()));
        Condition owned = ownership.ownedBy(table, itself, tenant);
        return sql(DSL.condition(
                "exists (select 1 from ({0}) as {1} where {2})",
                rowAtHand(table, as), itself.getUnqualifiedName(), owned));
    }

    private static QueryPart rowAtHand(CatalogTable table, Table<?> as) {
        return DSL.sql(
                "select {0}",
                DSL.list(table.schema().columns().stream()
                        .map(column ->
                                DSL.sql("{0} as {1}", SqlTables.column(as, column.name()), DSL.name(column.name())))
                        .toList()));
    }

    /** The fences that are up, under an alias. */
    final String up() {
        return fences() + " " + UP;
    }

    final String fences() {
        return sql(FenceTable.of(tables));
    }

    final String sql(QueryPart part) {
        return session.sql().renderInlined(part);
    }

    final String table(TableName table) {
        return sql(tables.of(table));
    }

    final String inDefaultSchema(String name) {
        return sql(DSL.name(tables.defaultSchema(), name));
    }

    final String inSchemaOf(TableName table, String name) {
        return sql(DSL.name(tables.schemaOf(table), name));
    }

    final String quoted(String name) {
        Name quoted = DSL.name(name);
        return sql(quoted);
    }

    final JdbcSession session() {
        return session;
    }

    /** The name of a trigger that does this. */
    static String named(String... does) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] sum = digest.digest(String.join("\n", does).getBytes(StandardCharsets.UTF_8));
            return FenceObjects.TRIGGER_PREFIX + HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A table's triggers.
     *
     * @param names as the database knows them
     * @param create the statements that make them, all of them
     */
    record TableTriggers(TableName table, List<String> names, List<String> create) {
        TableTriggers {
            names = List.copyOf(names);
            create = List.copyOf(create);
        }
    }
}
