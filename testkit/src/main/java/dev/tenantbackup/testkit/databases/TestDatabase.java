// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;

/**
 * An empty database for one test.
 *
 * @param engine its product
 * @param url its JDBC address, with everything needed to connect
 * @param dataSource connections to it, not pooled
 */
public record TestDatabase(Engine engine, String url, DataSource dataSource) {

    /**
     * Runs statements, each committed on its own, over a connection of their own.
     *
     * @throws IllegalStateException if one fails; the later ones are not run
     */
    public void execute(String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    /**
     * The rows of a query in its order: each row's values as texts joined by a space, NULL as {@code null}.
     *
     * @throws IllegalStateException if the query fails
     */
    public List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                StringJoiner values = new StringJoiner(" ");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(values.toString());
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        return rows;
    }
}
