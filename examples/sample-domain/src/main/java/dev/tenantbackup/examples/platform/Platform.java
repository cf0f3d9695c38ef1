// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import dev.tenantbackup.examples.platform.area.Areas;
import dev.tenantbackup.examples.platform.dialect.Dialect;
import dev.tenantbackup.examples.platform.dialect.FillScript;
import dev.tenantbackup.examples.platform.dialect.FillScript.TenantGroup;
import dev.tenantbackup.examples.platform.dialect.SchemaScript;
import dev.tenantbackup.examples.platform.schema.Counts;
import dev.tenantbackup.examples.platform.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sample platform's database. All methods work in the connection's current schema and leave its settings as they
 * found them.
 */
public final class Platform {

    private static final Schema SCHEMA = Areas.schema();

    private Platform() {}

    /** The tables' names, each after those that it refers to (references that close a cycle aside). */
    public static List<String> tables() {
        return SCHEMA.names();
    }

    /** The statements that create all tables, indexes, references and triggers. */
    public static List<String> ddl(Product product) {
        return new SchemaScript(SCHEMA, product.dialect()).statements();
    }

    /**
     * Creates all tables. They must not exist yet.
     *
     * @throws SQLException if a statement fails; on PostgreSQL nothing remains if auto-commit was off and the caller
     *     rolls back, elsewhere the tables created so far remain
     */
    public static void create(Connection connection, Product product) throws SQLException {
        execute(connection, ddl(product));
    }

    /**
     * Fills the empty tables and commits. The ids of all tenants interleave, and their rows look alike: the same names,
     * slugs, prices and numbers of rows.
     *
     * @throws IllegalArgumentException if a tenant has too few rows to have some in every table
     * @throws SQLException if a statement fails; the rows are rolled back
     */
    public static void fill(Connection connection, Product product, Fill fill) throws SQLException {
        Dialect dialect = product.dialect();
        FillScript script = new FillScript(SCHEMA, dialect, groups(fill), fill.tenants(), fill.seed());
        boolean autoCommit = connection.getAutoCommit();
        execute(connection, dialect.beforeFill());
        connection.setAutoCommit(false);
        try {
            execute(connection, script.rows());
            connection.commit();
            execute(connection, script.restarts());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
            execute(connection, dialect.afterFill());
        }
        execute(connection, dialect.analyze(SCHEMA.names()));
    }

    /** How many rows {@link #fill} gives a tenant in each table. */
    public static Map<String, Long> rowsPerTable(Fill fill, int tenantNo) {
        Counts counts = groups(fill).stream()
                .filter(group -> group.only() == tenantNo
                        || (group.only() == 0 && !group.except().contains(tenantNo)))
                .findFirst()
                .orElseThrow()
                .counts();
        Map<String, Long> rows = new LinkedHashMap<>();
        SCHEMA.names().forEach(table -> rows.put(table, counts.of(table)));
        return rows;
    }

    private static List<TenantGroup> groups(Fill fill) {
        Counts usual = Counts.of(SCHEMA, fill.rowsPerTenant());
        List<TenantGroup> groups = new ArrayList<>();
        Set<Integer> big =
                fill.bigTenants().stream().map(Fill.BigTenant::tenantNo).collect(Collectors.toCollection(TreeSet::new));
        groups.add(new TenantGroup(usual, 0, big));
        fill.bigTenants()
                .forEach(tenant ->
                        groups.add(new TenantGroup(Counts.of(SCHEMA, tenant.rows()), tenant.tenantNo(), Set.of())));
        return groups;
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(
                            "Cannot run: " + sql + "\n" + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
                }
            }
        }
    }
}
