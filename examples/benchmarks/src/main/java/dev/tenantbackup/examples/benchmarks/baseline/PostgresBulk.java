// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;

/** COPY in both directions. */
final class PostgresBulk implements Bulk {

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        }
    }

    @Override
    public long copyOut(Connection connection, TableShape table, String condition, OutputStream out)
            throws SQLException, IOException {
        String query = "SELECT " + quoted(table.columnNames()) + " FROM " + table.name() + " WHERE " + condition;
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT", out);
    }

    @Override
    public long copyIn(Connection connection, TableShape table, InputStream in) throws SQLException, IOException {
        String copy = "COPY " + table.name() + " (" + quoted(table.columnNames()) + ") FROM STDIN";
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in, BUFFER_BYTES);
    }

    @Override
    public List<String> keyMap(String mapName, TableShape table, String condition) {
        String key = table.primaryKey().get(0);
        return List.of(
                "CREATE TEMP TABLE " + mapName + " ON COMMIT DROP AS SELECT " + quoted(key) + " AS old_key, "
                        + newKey(table) + " AS new_key FROM " + table.name() + " WHERE " + condition,
                "ANALYZE " + mapName);
    }

    private static String newKey(TableShape table) {
        ColumnShape key = table.column(table.primaryKey().get(0));
        return switch (key.type()) {
            case Types.OTHER -> "gen_random_uuid()";
            case Types.VARCHAR -> "md5(" + key.name() + " || 'clone')";
            default ->
                key.defaultValue().toLowerCase(Locale.ROOT).startsWith("nextval")
                        ? key.defaultValue()
                        : "nextval(pg_get_serial_sequence('" + table.name() + "', '" + key.name() + "'))";
        };
    }

    @Override
    public String overriding() {
        return " OVERRIDING SYSTEM VALUE";
    }

    @Override
    public String castType(ColumnShape key) {
        return key.type() == Types.OTHER ? "uuid" : "bigint";
    }

    @Override
    public String castTo(ColumnShape column, String key) {
        return column.type() == Types.VARCHAR ? "CAST(" + key + " AS varchar)" : key;
    }

    @Override
    public String parentsFirst(TableShape table) {
        return "";
    }

    @Override
    public String quoted(String name) {
        return '"' + name + '"';
    }

    @Override
    public void tidy(BenchmarkDatabase database) throws SQLException {
        database.execute("VACUUM", "CHECKPOINT");
    }

    @Override
    public void truncate(BenchmarkDatabase database, List<String> tables) throws SQLException {
        database.execute("TRUNCATE " + quoted(tables));
    }

    @Override
    public void tune(BenchmarkDatabase database) throws SQLException {
        database.execute(
                "ALTER SYSTEM SET autovacuum = off",
                "ALTER SYSTEM SET max_wal_size = '16GB'",
                "ALTER SYSTEM SET checkpoint_timeout = '1h'",
                "SELECT pg_reload_conf()");
    }
}
