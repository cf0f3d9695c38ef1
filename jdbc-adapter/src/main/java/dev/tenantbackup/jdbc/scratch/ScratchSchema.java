// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.scratch;

import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.drill.ScratchTarget;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A schema of its own for each drill, on MariaDB a database of its own: created, filled with the application's tables by a
 * {@link SchemaSetup}, dropped. The user needs the right to create one; a database server that is not the live one is the
 * better place, as a recovery then really starts from nothing.
 *
 * <p>Safe for concurrent use. Never closes the {@code DataSource}.
 */
public final class ScratchSchema implements ScratchTarget {

    private static final Pattern NAME = Pattern.compile("drill_[a-z0-9_]{1,14}");
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final String label;
    private final String prefix;
    private final DataSource dataSource;
    private final SchemaSetup setup;

    private ScratchSchema(String label, String prefix, DataSource dataSource, SchemaSetup setup) {
        this.label = Objects.requireNonNull(label, "label");
        this.prefix = prefix;
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.setup = Objects.requireNonNull(setup, "setup");
    }

    /**
     * Schemas of a database.
     *
     * @param setup makes the application's tables in an empty one
     */
    public static ScratchSchema of(DataSource dataSource, SchemaSetup setup) {
        return new ScratchSchema("scratch schema", "", dataSource, setup);
    }

    /** The same under another label, where there are several. */
    public ScratchSchema labelled(String value) {
        return new ScratchSchema(value, prefix, dataSource, setup);
    }

    /**
     * The same with names that begin so, for a user who may make only such schemas.
     *
     * @param value 1 to 40 lower-case letters, digits and {@code _}, a letter first
     */
    public ScratchSchema withPrefix(String value) {
        if (!PREFIX.matcher(value).matches()) {
            throw new IllegalArgumentException("not the beginning of a schema's name: '" + value + "'");
        }
        return new ScratchSchema(label, value, dataSource, setup);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public TenantDatabase open(String name) {
        String full = full(name);
        DataSource schema = new SchemaConnections(dataSource, full);
        try {
            run(full, Statements.CREATE);
            setup.run(schema);
        } catch (SQLException failed) {
            throw failure("Cannot make the scratch schema '" + full + "'", failed);
        }
        return JdbcTenantDatabase.of(schema);
    }

    @Override
    public void discard(String name) {
        String full = full(name);
        try {
            run(full, Statements.DROP);
        } catch (SQLException failed) {
            throw failure("Cannot drop the scratch schema '" + full + "'", failed);
        }
    }

    private void run(String name, Statements kind) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            SchemaConnections.Place place = SchemaConnections.Place.of(connection);
            String quoted = quote + name + quote;
            statement.execute(kind == Statements.CREATE ? place.create(quoted) : place.drop(quoted));
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /** What is dropped is always something that a drill may have made. */
    private String full(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequestException(Problem.of("'" + name + "' is not the name of a drill's schema."));
        }
        return prefix + name;
    }

    private static DatabaseException failure(String what, SQLException failed) {
        return new DatabaseException(
                Problem.of(what + ": " + failed.getMessage())
                        .withHint("it takes the right to create schemas, and a setup that makes all tables."),
                failed);
    }

    private enum Statements {
        CREATE,
        DROP
    }
}
