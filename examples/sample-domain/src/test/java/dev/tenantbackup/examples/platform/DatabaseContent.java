// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import dev.tenantbackup.examples.platform.DamageToll.Change;
import dev.tenantbackup.examples.platform.area.Areas;
import dev.tenantbackup.examples.platform.schema.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All rows of the platform as text, so that two databases, or one at two times, can be compared exactly. */
final class DatabaseContent {

    /** Per table: rows by key; rows of tables without a key by all their values and a running number. */
    private final SortedMap<String, SortedMap<String, String>> tables = new TreeMap<>();

    private DatabaseContent() {}

    static DatabaseContent of(Connection connection) throws SQLException {
        DatabaseContent content = new DatabaseContent();
        for (String table : Platform.tables()) {
            content.tables.put(table, read(connection, table, ""));
        }
        return content;
    }

    /** The rows of all tenants but one, as the generator numbered them. */
    static DatabaseContent ofBystanders(Connection connection, int tenant, int tenants) throws SQLException {
        DatabaseContent content = new DatabaseContent();
        for (Table table : Owners.ownedTables()) {
            String others = " r WHERE " + Owners.of(table, "r", tenants) + " <> " + tenant;
            content.tables.put(table.name(), read(connection, table.name(), others));
        }
        return content;
    }

    private static SortedMap<String, String> read(Connection connection, String table, String condition)
            throws SQLException {
        List<String> key = Areas.schema().table(table).primaryKey();
        SortedMap<String, String> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table + condition)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                StringBuilder rowKey = new StringBuilder();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    String name = columns.getColumnName(column).toLowerCase(Locale.ROOT);
                    String value = name + "=" + text(result, column) + " ";
                    row.append(value);
                    if (key.isEmpty() || key.contains(name)) {
                        rowKey.append(value);
                    }
                }
                int copy = 1;
                while (key.isEmpty() && rows.containsKey(rowKey + "#" + copy)) {
                    copy++;
                }
                rows.put(key.isEmpty() ? rowKey + "#" + copy : rowKey.toString(), row.toString());
            }
        }
        return rows;
    }

    private static String text(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value == null) {
            return "null";
        }
        return value instanceof byte[] || value instanceof Blob
                ? HexFormat.of().formatHex(result.getBytes(column))
                : "'" + result.getString(column) + "'";
    }

    int rows(String table) {
        return tables.getOrDefault(table, new TreeMap<>()).size();
    }

    /** What must have happened to {@code before} to become this. */
    DamageToll since(DatabaseContent before) {
        Map<String, Change> changes = new TreeMap<>();
        tables.forEach((table, now) -> {
            SortedMap<String, String> then = before.tables.getOrDefault(table, new TreeMap<>());
            long inserted =
                    now.keySet().stream().filter(key -> !then.containsKey(key)).count();
            long deleted =
                    then.keySet().stream().filter(key -> !now.containsKey(key)).count();
            long updated = now.entrySet().stream()
                    .filter(row ->
                            then.containsKey(row.getKey()) && !row.getValue().equals(then.get(row.getKey())))
                    .count();
            if (inserted + updated + deleted > 0) {
                changes.put(table, new Change(inserted, updated, deleted));
            }
        });
        return new DamageToll(changes);
    }

    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            tables.forEach((table, rows) -> digest.update((table + rows).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
