// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes every row of a tenant out of the database, the root row too, past all foreign keys and triggers, and what no
 * tenant owns but refers to these rows: the logins of its users.
 */
final class Eraser {

    private Eraser() {}

    static void erase(PlatformUnderTest platform, TenantId tenant) {
        TenantRows rows = platform.rows(tenant);
        Engine engine = platform.database.engine();
        platform.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(unchecked(engine));
                for (String user : rows.values(platform.table("users"), columnNamed(platform, "users", "id"))) {
                    statement.execute("delete from web_sessions where user_id = " + user);
                }
                for (CatalogTable table : platform.catalog.ownedTables()) {
                    for (Map<String, String> row : rows.of(table.name())) {
                        statement.execute("delete from " + table.name() + " where " + isRow(table, row));
                    }
                }
                if (engine == Engine.H2) {
                    statement.execute("set referential_integrity true");
                }
            }
        });
    }

    private static String unchecked(Engine engine) {
        return switch (engine) {
            case H2 -> "set referential_integrity false";
            case POSTGRESQL -> "set session_replication_role = replica";
            case MARIADB -> "set sql_mode = ansi_quotes, foreign_key_checks = 0";
        };
    }

    private static String columnNamed(PlatformUnderTest platform, String table, String name) {
        return platform.catalog.table(platform.table(table)).schema().storedColumnNames().stream()
                .filter(column -> column.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    private static String isRow(CatalogTable table, Map<String, String> row) {
        return identifying(table).stream()
                .map(column -> "\"" + column + "\" = '" + row.get(column).replace("'", "''") + "'")
                .collect(Collectors.joining(" and "));
    }

    /** The key; in a table without one, the reference to the row that it belongs to. */
    private static List<String> identifying(CatalogTable table) {
        if (!table.schema().keyColumns().isEmpty()) {
            return table.schema().keyColumns();
        }
        Reference chain = table.ownership().chains().get(0);
        return chain.columns();
    }

    /** The rows that no tenant owns, copied from one platform to another that has none. */
    static void copyNobodysRows(PlatformUnderTest from, PlatformUnderTest to) {
        for (CatalogTable table : from.catalog.tables()) {
            if (!table.isOwned() && !table.name().name().equalsIgnoreCase("web_sessions")) {
                copy(from, to, table.name(), "select * from " + table.name());
            }
        }
        copy(
                from,
                to,
                from.table("users"),
                "select * from users where restaurant_id is null and home_location_id is null");
    }

    private static void copy(PlatformUnderTest from, PlatformUnderTest to, TableName table, String query) {
        from.run(source -> to.run(target -> {
            try (Statement select = source.createStatement();
                    ResultSet rows = select.executeQuery(query)) {
                int columns = rows.getMetaData().getColumnCount();
                String marks = "?, ".repeat(columns - 1) + "?";
                try (PreparedStatement insert =
                        target.prepareStatement("insert into " + table + " values (" + marks + ")")) {
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            insert.setObject(i, rows.getObject(i));
                        }
                        insert.executeUpdate();
                    }
                }
            }
        }));
    }
}
