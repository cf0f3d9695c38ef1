// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes every row of one restaurant out of a platform, its own row too. References never leave a restaurant there: what
 * refers to a row that is gone was its.
 */
final class TenantRemoval {

    private final Connection connection;
    private final DatabaseMetaData metaData;

    private TenantRemoval(Connection connection) throws SQLException {
        this.connection = connection;
        this.metaData = connection.getMetaData();
    }

    /** In one transaction, with the checks of references off, which not every user may turn off. */
    static void remove(Connection connection, long restaurant) throws SQLException {
        connection.setAutoCommit(false);
        new TenantRemoval(connection).remove(restaurant);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void remove(long restaurant) throws SQLException {
        boolean isMariaDb = metaData.getDatabaseProductName().equals("MariaDB");
        execute(isMariaDb ? "set foreign_key_checks = 0" : "set local session_replication_role = replica");
        List<String> tables =
                names(metaData.getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"}));
        for (String table :
                names(metaData.getColumns(connection.getCatalog(), connection.getSchema(), "%", "restaurant_id"))) {
            if (tables.contains(table)) {
                execute("delete from " + table + " where restaurant_id = " + restaurant);
            }
        }
        execute("delete from restaurants where id = " + restaurant);
        removeOrphans(tables);
        removeFiles();
        if (isMariaDb) {
            execute("set foreign_key_checks = 1");
        }
    }

    private void removeOrphans(List<String> tables) throws SQLException {
        List<String> deletions = new ArrayList<>();
        for (String table : tables) {
            deletions.addAll(deletionsOfOrphans(table));
        }
        int removed = 1;
        while (removed > 0) {
            removed = 0;
            for (String deletion : deletions) {
                removed += execute(deletion);
            }
        }
    }

    /** A statement for each foreign key of a table. */
    private Collection<String> deletionsOfOrphans(String table) throws SQLException {
        Map<String, String> parents = new LinkedHashMap<>();
        Map<String, List<String>> equal = new LinkedHashMap<>();
        Map<String, List<String>> present = new LinkedHashMap<>();
        try (ResultSet keys = metaData.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                String name = keys.getString("FK_NAME");
                String column = table + "." + keys.getString("FKCOLUMN_NAME");
                parents.put(name, keys.getString("PKTABLE_NAME"));
                equal.computeIfAbsent(name, key -> new ArrayList<>())
                        .add("p." + keys.getString("PKCOLUMN_NAME") + " = " + column);
                present.computeIfAbsent(name, key -> new ArrayList<>()).add(column + " is not null");
            }
        }
        Map<String, String> deletions = new LinkedHashMap<>();
        parents.forEach((name, parent) -> deletions.put(
                name,
                "delete from " + table + " where " + String.join(" and ", present.getOrDefault(name, List.of()))
                        + " and not exists (select 1 from " + parent + " p where "
                        + String.join(" and ", equal.getOrDefault(name, List.of())) + ")"));
        return deletions.values();
    }

    private static List<String> names(ResultSet tables) throws SQLException {
        try (tables) {
            List<String> names = new ArrayList<>();
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
            return names;
        }
    }

    /** Nothing but a type and a number says what a file is attached to. */
    private void removeFiles() throws SQLException {
        for (String[] type : new String[][] {
            {"MenuItem", "menu_items"}, {"Order", "orders"}, {"Merchandise", "merchandise"}, {"Location", "locations"}
        }) {
            execute("delete from attachments where record_type = '" + type[0] + "' and not exists (select 1 from "
                    + type[1] + " p where p.id = attachments.record_id)");
        }
        execute("delete from blobs where not exists (select 1 from attachments a where a.blob_id = blobs.id)");
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }
}
