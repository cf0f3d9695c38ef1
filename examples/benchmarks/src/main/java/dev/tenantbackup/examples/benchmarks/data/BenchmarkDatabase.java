// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The platform's tables in a database of their own, behind a pool as an application would have it. */
public final class BenchmarkDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final Product product;
    private final String url;
    private final HikariDataSource pool;

    private BenchmarkDatabase(Product product, String url, HikariDataSource pool) {
        this.product = product;
        this.url = url;
        this.pool = pool;
    }

    /** A database with the platform's tables, which are empty. */
    public static BenchmarkDatabase create(Product product) throws SQLException {
        TestDatabase database = engine(product).create();
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(CONNECTIONS);
        if (product == Product.MARIADB) {
            config.setConnectionInitSql("SET time_zone = '+00:00'");
        }
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            Platform.create(connection, product);
            return new BenchmarkDatabase(product, database.url(), pool);
        }
    }

    private static Engine engine(Product product) {
        return switch (product) {
            case H2 -> Engine.H2;
            case POSTGRESQL -> Engine.POSTGRESQL;
            case MARIADB -> Engine.MARIADB;
        };
    }

    /** Writes all tenants' rows, without looking at each reference: they are right by construction. */
    public void fill(Sizes sizes) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            execute(connection, uncheckedSetting("replica", "0"));
            try {
                Platform.fill(connection, product, sizes.fill());
            } finally {
                execute(connection, uncheckedSetting("origin", "1"));
            }
        }
    }

    private String uncheckedSetting(String postgres, String mariadb) {
        return switch (product) {
            case POSTGRESQL -> "SET session_replication_role = " + postgres;
            case MARIADB -> "SET foreign_key_checks = " + mariadb;
            case H2 -> "SET REFERENTIAL_INTEGRITY " + (mariadb.equals("1") ? "TRUE" : "FALSE");
        };
    }

    public Product product() {
        return product;
    }

    /** The product's name and version. */
    public String version() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Its address, for whoever wants to watch. */
    public String url() {
        return url;
    }

    public DataSource dataSource() {
        return pool;
    }

    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /** Runs statements over one connection, each committed on its own. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            for (String sql : statements) {
                execute(connection, sql);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query answers with. */
    public long number(String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many rows of a tenant each table holds, by plain SQL. */
    public Map<String, Long> count(long tenant) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : TenantRows.tables()) {
            counts.put(table, number("SELECT count(*) FROM " + table + " WHERE " + TenantRows.of(table, tenant)));
        }
        return counts;
    }

    @Override
    public void close() {
        pool.close();
    }
}
