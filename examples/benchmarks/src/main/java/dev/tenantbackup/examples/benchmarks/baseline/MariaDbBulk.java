// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A streamed SELECT out, LOAD DATA LOCAL in; between them the text that LOAD DATA reads, binary columns in hex. */
final class MariaDbBulk implements Bulk {

    private static final int FETCH_ROWS = 1_000;
    private static final byte[] NULL = {'\\', 'N'};

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
    }

    @Override
    public long copyOut(Connection connection, TableShape table, String condition, OutputStream out)
            throws SQLException, IOException {
        List<String> selected = table.columns().stream()
                .map(column -> isBinary(column) ? "hex(" + quoted(column.name()) + ")" : quoted(column.name()))
                .toList();
        String query = "SELECT " + String.join(", ", selected) + " FROM " + table.name() + " WHERE " + condition
                + parentsFirst(table);
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    for (int i = 1; i <= selected.size(); i++) {
                        write(row.getString(i), out);
                        out.write(i < selected.size() ? '\t' : '\n');
                    }
                    rows++;
                }
            }
        }
        return rows;
    }

    private static void write(@Nullable String text, OutputStream out) throws IOException {
        if (text == null) {
            out.write(NULL);
            return;
        }
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        int written = 0;
        for (int i = 0; i < value.length; i++) {
            if (value[i] == '\t' || value[i] == '\n' || value[i] == '\\') {
                out.write(value, written, i - written);
                out.write('\\');
                written = i;
            }
        }
        out.write(value, written, value.length - written);
    }

    @Override
    public long copyIn(Connection connection, TableShape table, InputStream in) throws SQLException {
        List<String> variables = new ArrayList<>();
        List<String> conversions = new ArrayList<>();
        for (ColumnShape column : table.columns()) {
            if (isBinary(column)) {
                variables.add("@" + column.name());
                conversions.add(quoted(column.name()) + " = unhex(@" + column.name() + ")");
            } else {
                variables.add(quoted(column.name()));
            }
        }
        String load = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + table.name() + " CHARACTER SET utf8mb4 ("
                + String.join(", ", variables) + ")"
                + (conversions.isEmpty() ? "" : " SET " + String.join(", ", conversions));
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(in);
            return statement.executeUpdate(load);
        }
    }

    private static boolean isBinary(ColumnShape column) {
        return switch (column.type()) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
            default -> false;
        };
    }

    @Override
    public List<String> keyMap(String mapName, TableShape table, String condition) {
        ColumnShape key = table.column(table.primaryKey().get(0));
        String newKey =
                switch (key.type()) {
                    case Types.BIGINT ->
                        "(SELECT max(id) FROM " + table.name() + ") + row_number() OVER (ORDER BY " + key.name() + ")";
                    case Types.VARCHAR -> "md5(concat(" + key.name() + ", 'clone'))";
                    default -> "CAST(uuid() AS uuid)";
                };
        return List.of("CREATE TEMPORARY TABLE " + mapName + " (PRIMARY KEY (old_key)) AS SELECT " + key.name()
                + " AS old_key, " + newKey + " AS new_key FROM " + table.name() + " WHERE " + condition);
    }

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public String castType(ColumnShape key) {
        return key.type() == Types.BIGINT ? "signed" : "uuid";
    }

    @Override
    public String castTo(ColumnShape column, String key) {
        return column.type() == Types.VARCHAR ? "CAST(" + key + " AS char)" : key;
    }

    @Override
    public String parentsFirst(TableShape table) {
        return table.primaryKey().isEmpty() ? "" : " ORDER BY " + quoted(table.primaryKey());
    }

    @Override
    public String quoted(String name) {
        return '`' + name + '`';
    }

    @Override
    public void tidy(BenchmarkDatabase database) {
        // InnoDB purges on its own, and there is no statement that would wait for it
    }

    @Override
    public void truncate(BenchmarkDatabase database, List<String> tables) throws SQLException {
        try (Connection connection = database.connect()) {
            run(connection, "SET foreign_key_checks = 0");
            for (String table : tables) {
                run(connection, "TRUNCATE TABLE " + table);
            }
            run(connection, "SET foreign_key_checks = 1");
        }
    }

    @Override
    public void tune(BenchmarkDatabase database) {
        // the testkit's settings stand: another buffer pool takes rights that its users don't have
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
