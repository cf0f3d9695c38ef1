// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.engine;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database of one test, and a strict lender of its connections. */
public record TestDatabase(Engine engine, LendingDataSource connections) {

    TestDatabase(Engine engine, DataSource dataSource) {
        this(engine, new LendingDataSource(dataSource));
    }

    /** Runs statements, each in a transaction of its own. */
    public TestDatabase run(String... statements) {
        try (Connection connection = connections.plain();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of a query's rows, as text. */
    public List<@Nullable String> query(String sql) {
        try (Connection connection = connections.plain();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<@Nullable String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    public JdbcTenantDatabase tenantDatabase() {
        return JdbcTenantDatabase.of(connections);
    }

    /** What the declarations and the live schema make together. */
    public Catalog catalog(CatalogDeclarations declarations) {
        JdbcTenantDatabase database = tenantDatabase();
        return DeclaredCatalog.of(declarations).resolve(database.schema(), database.probe());
    }
}
