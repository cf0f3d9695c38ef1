// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database with the tables of a random schema, read and written by plain SQL. Remembers what was run, to be run again. */
final class RandomDatabase implements AutoCloseable {

    private final RandomSchema schema;
    private final TestDatabase database;
    private final SchemaSql sql;
    private final List<String> script = new ArrayList<>();

    private RandomDatabase(RandomSchema schema, Engine engine) {
        this.schema = schema;
        this.database = engine.create();
        this.sql = new SchemaSql(engine);
    }

    /** A new database with these rows. */
    static RandomDatabase create(RandomSchema schema, Engine engine, Contents rows) {
        RandomDatabase created = new RandomDatabase(schema, engine);
        List<String> statements = new ArrayList<>(created.sql.tables(schema));
        for (RandomTable table : schema.tables()) {
            rows.of(table.name()).forEach(row -> statements.add(created.sql.insert(table, row)));
        }
        statements.addAll(created.sql.foreignKeys(schema));
        try {
            created.run(statements);
        } catch (SQLException wrong) {
            created.close();
            throw new IllegalStateException(wrong.getMessage() + "\n" + String.join(";\n", statements), wrong);
        }
        return created;
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    SchemaSql sql() {
        return sql;
    }

    /** Everything that was run, in order. */
    List<String> script() {
        List<String> all = new ArrayList<>(sql.settings());
        all.addAll(script);
        return all;
    }

    /**
     * Runs statements in one transaction.
     *
     * @throws SQLException if one fails; then none has happened
     */
    void run(List<String> statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String each : statements) {
                    statement.execute(each);
                }
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            }
            connection.commit();
        }
        script.addAll(statements);
    }

    /** Every row of every table. */
    Contents contents() {
        Contents contents = Contents.empty(schema);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (RandomTable table : schema.tables()) {
                try (ResultSet rows = statement.executeQuery(sql.select(table))) {
                    while (rows.next()) {
                        contents.of(table.name()).add(row(table, rows));
                    }
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        return contents;
    }

    private static Map<String, @Nullable String> row(RandomTable table, ResultSet rows) throws SQLException {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            RandomColumn column = table.columns().get(i);
            row.put(column.name(), text(column, rows, i + 1));
        }
        return row;
    }

    private static @Nullable String text(RandomColumn column, ResultSet rows, int position) throws SQLException {
        if (column.type() == ValueType.BYTES) {
            byte[] bytes = rows.getBytes(position);
            return bytes == null ? null : HexFormat.of().formatHex(bytes);
        }
        if (column.type() == ValueType.TRUTH) {
            boolean truth = rows.getBoolean(position);
            return rows.wasNull() ? null : String.valueOf(truth);
        }
        return rows.getString(position);
    }

    private Connection connect() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String setting : sql.settings()) {
                statement.execute(setting);
            }
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Drops the database; PostgreSQL's end with their server. */
    @Override
    public void close() {
        if (database.engine() == Engine.POSTGRESQL) {
            return;
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    database.engine() == Engine.H2
                            ? "shutdown immediately"
                            : "drop database " + connection.getCatalog());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }
}
