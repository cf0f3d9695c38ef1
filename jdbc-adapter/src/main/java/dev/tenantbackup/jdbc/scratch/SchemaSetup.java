// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes the application's tables in an empty schema: its script, or its migrations. */
@FunctionalInterface
public interface SchemaSetup {

    /**
     * Makes the tables.
     *
     * @param schema connections whose default schema is the empty one, lent until this returns; on PostgreSQL nothing else
     *     is on their search path, so that a forgotten table is missing and never another schema's
     * @throws SQLException if that fails; the schema is dropped then
     */
    void run(DataSource schema) throws SQLException;

    /**
     * A script of statements, each ended by a semicolon at the end of a line. Lines that begin with {@code --} are left
     * out. A statement with such a line end inside, like a trigger's body, takes a setup of its own.
     */
    static SchemaSetup ofScript(String script) {
        return schema -> {
            try (Connection connection = schema.getConnection();
                    Statement statement = connection.createStatement()) {
                StringBuilder sql = new StringBuilder();
                for (String line : script.lines().toList()) {
                    if (line.stripLeading().startsWith("--")) {
                        continue;
                    }
                    sql.append(line).append('\n');
                    if (line.stripTrailing().endsWith(";")) {
                        statement.execute(sql.substring(0, sql.lastIndexOf(";")));
                        sql.setLength(0);
                    }
                }
                if (!sql.toString().isBlank()) {
                    statement.execute(sql.toString());
                }
            }
        };
    }

    /** The same script out of a file in UTF-8, read anew each time. */
    static SchemaSetup ofScript(Path file) {
        return schema -> {
            try {
                ofScript(Files.readString(file)).run(schema);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the script '" + file + "'", e);
            }
        };
    }
}
