// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Copies a tenant by hand-written INSERT … SELECT with maps of keys, in one transaction. */
public final class KeyMapClone implements Work {

    private final Subject subject;
    private final List<String> statements;
    private final OrderedDeletes deletes;
    private long copy;

    public KeyMapClone(Subject subject, Bulk bulk) {
        this.subject = subject;
        this.statements = new KeyMapScript(subject.schema(), bulk, subject.tenant()).statements();
        this.deletes = new OrderedDeletes(subject.schema(), bulk);
    }

    @Override
    public String name() {
        return "INSERT … SELECT with key maps";
    }

    @Override
    public Outcome run() throws SQLException {
        try (Connection connection = subject.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            copy = newTenant(statement);
            connection.commit();
            dropMaps(connection);
        }
        return subject.outcome(0);
    }

    private static long newTenant(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT new_key FROM " + KeyMapScript.mapName("restaurants"))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Some products keep temporary tables as long as the connection, which goes back to the pool. */
    private void dropMaps(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            for (String table : subject.schema().tables().stream()
                    .map(table -> KeyMapScript.mapName(table.name()))
                    .toList()) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
        }
    }

    /** The tenant that the last run made. */
    long copy() {
        return copy;
    }

    @Override
    public void settle() throws SQLException {
        subject.requireSameCounts(subject.database(), copy);
        deletes.delete(subject.database(), copy);
    }
}
