// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import dev.tenantbackup.examples.platform.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The fastest ways of one product and its driver to move many rows, and what else it writes in its own way. */
public sealed interface Bulk permits PostgresBulk, MariaDbBulk {

    static Bulk of(Product product) {
        return switch (product) {
            case POSTGRESQL -> new PostgresBulk();
            case MARIADB -> new MariaDbBulk();
            case H2 ->
                throw new IllegalArgumentException("there are no baselines for H2, which is part of the process");
        };
    }

    /** Makes what follows on the connection one transaction that sees one state. */
    void beginSnapshot(Connection connection) throws SQLException;

    /**
     * Streams a table's rows out.
     *
     * @return how many
     */
    long copyOut(Connection connection, TableShape table, String condition, OutputStream out)
            throws SQLException, IOException;

    /**
     * Loads what {@link #copyOut} wrote.
     *
     * @return how many rows
     */
    long copyIn(Connection connection, TableShape table, InputStream in) throws SQLException, IOException;

    /** A statement that makes a temporary table of old and new keys, {@code old_key} and {@code new_key}. */
    List<String> keyMap(String mapName, TableShape table, String condition);

    /** What follows the columns of an INSERT that gives keys itself. */
    String overriding();

    /** The type by which CAST makes a key of that column's type of a text. */
    String castType(ColumnShape key);

    /** An expression whose value is a key, as a value of that column. */
    String castTo(ColumnShape column, String key);

    /** An order that rows must be inserted in, so that parents come before children; empty where none is needed. */
    String parentsFirst(TableShape table);

    String quoted(String name);

    /** Clears away what updates and deletes left behind, so that the next run finds what the first one found. */
    void tidy(BenchmarkDatabase database) throws SQLException;

    /** Empties all tables of the platform. */
    void truncate(BenchmarkDatabase database, List<String> tables) throws SQLException;

    /** Settings of the server for the whole benchmark, beyond those it is started with. */
    void tune(BenchmarkDatabase database) throws SQLException;

    /** Names, quoted and with commas. */
    default String quoted(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }
}
