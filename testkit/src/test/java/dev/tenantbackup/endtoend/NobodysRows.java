// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that no tenant owns: reference data, excluded tables, the platform's own staff. */
final class NobodysRows {

    private static final String STAFF = "select * from users where restaurant_id is null and home_location_id is null";

    private NobodysRows() {}

    /** A digest per table. */
    static Map<TableName, String> digests(PlatformUnderTest platform) {
        Map<TableName, String> digests = new TreeMap<>();
        platform.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (CatalogTable table : platform.catalog.tables()) {
                    if (!table.isOwned()) {
                        digests.put(table.name(), digest(statement, "select * from " + table.name()));
                    }
                }
                digests.put(TableName.of("staff of the platform"), digest(statement, STAFF));
            }
        });
        return digests;
    }

    private static String digest(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getString(i)).append('\u001f');
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows.size() + ":" + rows.hashCode();
    }
}
