// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import dev.tenantbackup.examples.platform.DamageToll.Change;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One accident as it happens: runs its statements against one tenant and counts. {@code :r} is the restaurant's id. */
final class DamageRun {

    private final Connection connection;
    private final Product product;
    private final long restaurantId;
    private final Map<String, Change> tables = new TreeMap<>();

    DamageRun(Connection connection, Product product, long restaurantId) {
        this.connection = connection;
        this.product = product;
        this.restaurantId = restaurantId;
    }

    DamageToll toll() {
        return new DamageToll(tables);
    }

    void update(String table, String assignmentsAndCondition) throws SQLException {
        count(table, new Change(0, execute("UPDATE " + table + " SET " + assignmentsAndCondition), 0));
    }

    void insert(String table, String columnsAndRows) throws SQLException {
        count(table, new Change(execute("INSERT INTO " + table + " " + columnsAndRows), 0, 0));
    }

    long delete(String table, String condition) throws SQLException {
        long deleted = execute("DELETE FROM " + table + " WHERE " + condition);
        count(table, new Change(0, 0, deleted));
        return deleted;
    }

    /** Deletes rows of a tree from its leaves up, since MariaDB doesn't delete a parent together with its children. */
    void deleteLeavesFirst(String table, String parentColumn, String condition) throws SQLException {
        String leaves = condition + " AND id NOT IN (SELECT " + parentColumn + " FROM " + table + " WHERE "
                + parentColumn + " IS NOT NULL)";
        long deleted;
        do {
            deleted = delete(table, leaves);
        } while (deleted > 0);
    }

    /** Deletes the attachments of records, and blobs that nothing else is attached to. */
    void deleteFiles(String recordType, String recordIds) throws SQLException {
        String attached = "record_type = '" + recordType + "' AND record_id IN (" + recordIds + ")";
        List<String> blobs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        forTenant("SELECT DISTINCT blob_id FROM attachments WHERE " + attached))) {
            while (rows.next()) {
                blobs.add("'" + rows.getString(1) + "'");
            }
        }
        delete("attachments", attached);
        if (!blobs.isEmpty()) {
            delete(
                    "blobs",
                    "id IN (" + String.join(", ", blobs) + ") AND NOT EXISTS (SELECT 1 FROM attachments"
                            + " WHERE attachments.blob_id = blobs.id)");
        }
    }

    String name(String column) {
        return product.dialect().name(column);
    }

    /** An assignment that adds a microsecond. */
    String microsecondLater(String column) {
        return column + " = "
                + switch (product) {
                    case H2 -> "dateadd(MICROSECOND, 1, " + column + ")";
                    case POSTGRESQL -> column + " + interval '1 microsecond'";
                    case MARIADB -> column + " + INTERVAL 1 MICROSECOND";
                };
    }

    /** An assignment that writes 12.50 as 12.5 inside a JSON document. */
    String otherScaleInJson(String column) {
        return column + " = "
                + switch (product) {
                    case H2 -> "replace(CAST(" + column + " AS varchar), '12.50', '12.5') FORMAT JSON";
                    case POSTGRESQL -> "CAST(replace(CAST(" + column + " AS text), '12.50', '12.5') AS json)";
                    case MARIADB -> "replace(" + column + ", '12.50', '12.5')";
                };
    }

    /** Whether a point in time keeps the offset it was written with. */
    boolean instantKeepsOffset() {
        return product == Product.H2;
    }

    /** An assignment that writes the same point in time as the clock of Kathmandu shows it. */
    String otherOffset(String column) {
        return column + " = " + column + " AT TIME ZONE '+05:45'";
    }

    /** Whether a number without a declared scale keeps the scale it was written with. */
    boolean numericKeepsScale() {
        return product == Product.POSTGRESQL;
    }

    /** An assignment that gives a number without a declared scale one decimal more: equal in value, not in text. */
    String oneDecimalMore(String column) {
        String digits = "CAST(" + column + " AS varchar(60))";
        return column + " = CAST(concat(" + digits + ", CASE WHEN " + digits
                + " LIKE '%.%' THEN '0' ELSE '.0' END) AS numeric)";
    }

    private void count(String table, Change change) {
        if (!change.equals(Change.NONE)) {
            tables.merge(table, change, Change::plus);
        }
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(forTenant(sql));
        }
    }

    private String forTenant(String sql) {
        return sql.replace(":r", Long.toString(restaurantId));
    }
}
