// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values in a way that shares nothing with the library's: to see that it doesn't only agree with itself. */
final class Witness {

    private final Connection connection;
    private final Engine engine;

    Witness(Connection connection, Engine engine) {
        this.connection = connection;
        this.engine = engine;
    }

    /** A tenant's rows in a table, each as a text, in no order that matters. */
    List<String> rows(String table, String tenant) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select k, " + value() + " from " + table + " where tenant_id = " + tenant)) {
            // a DECFLOAT that is no number is no BigDecimal either
            boolean asText = result.getMetaData().getColumnTypeName(2).contains("DECFLOAT");
            while (result.next()) {
                rows.add(result.getInt(1) + " " + (asText ? result.getString(2) : text(result.getObject(2))));
            }
        }
        rows.sort(null);
        return rows;
    }

    /** H2's driver tells values apart, MariaDB the bytes of their texts; PostgreSQL's own output functions do, under whatever settings are in force. */
    private String value() {
        return switch (engine) {
            case H2 -> "v";
            case MARIADB -> "hex(concat(v))";
            case POSTGRESQL -> "case when num_nulls(v) = 0 then format('%s', v) end";
        };
    }

    private static String text(@Nullable Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        } else if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        } else if (value instanceof Array array) {
            return text(array.getArray());
        } else if (value instanceof Object[] elements) {
            List<String> texts = new ArrayList<>();
            for (Object element : elements) {
                texts.add(text(element));
            }
            return texts.toString();
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }
}
