// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database that somebody else designed. Statements are written once for all products: names in double quotes, schemas'
 * too, numbers {@code generated … as identity}.
 */
final class GivenDatabase {

    private static final String ALL_TABLES = "select table_schema, table_name from information_schema.tables"
            + " where table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and lower(table_schema) not in ('information_schema', 'pg_catalog')";

    private final TestDatabase database;

    private GivenDatabase(TestDatabase database) {
        this.database = database;
    }

    /** A new database in which these statements were run. */
    static GivenDatabase of(Engine engine, String script) {
        return in(engine.create(), script);
    }

    /** An empty database in which these statements are run. */
    static GivenDatabase in(TestDatabase database, String script) {
        GivenDatabase given = new GivenDatabase(database);
        given.execute(script);
        return given;
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    /** Connections that act as another user, who needs no password. */
    DataSource connectionsAs(String user) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(database.url());
        connections.setOptions("-c role=" + user);
        return connections;
    }

    /** What a schema goes by: MariaDB's are databases, and the user may create those whose names begin with this one's. */
    String schema(String name) {
        return database.engine() == Engine.MARIADB ? prefix() + name : name;
    }

    private String prefix() {
        return database.url().replaceAll(".*/|\\?.*", "") + "_";
    }

    /** A service with a catalog file in YAML. */
    TenantBackupService service(String catalogFile) {
        return service(catalog(catalogFile));
    }

    /** A service over the schema that connections look names up in. */
    TenantBackupService service(TableCatalog catalog) {
        return service(catalog, JdbcTenantDatabase.of(dataSource()));
    }

    /** A service over some schemas. */
    TenantBackupService service(String catalogFile, String... schemas) {
        return service(catalog(catalogFile), JdbcTenantDatabase.of(dataSource()).schemas(schemas));
    }

    static TenantBackupService service(TableCatalog catalog, JdbcTenantDatabase tenants) {
        return TenantBackupService.builder()
                .database(tenants)
                .catalog(catalog)
                .storage(new MemoryStorage())
                .build();
    }

    static DeclaredCatalog catalog(String file) {
        return DeclaredCatalog.of(declarations(file));
    }

    static CatalogDeclarations declarations(String file) {
        return CatalogFile.parse(file, CatalogFormat.YAML);
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(inWords(each));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        if (database.engine() != Engine.MARIADB) {
            return dataSource().getConnection();
        }
        Connection connection = new MariaDbDataSource(database.url() + "&allowMultiQueries=true").getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set sql_mode = 'ansi_quotes,no_backslash_escapes,strict_all_tables'");
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** A statement in the product's words. */
    private String inWords(String statement) {
        return database.engine() == Engine.MARIADB
                ? statement
                        .replaceAll("generated (by default|always) as identity", "auto_increment")
                        .replaceAll("(?<=create schema \")|(?<=\")(?=[a-z]+\"\\.\")", prefix())
                : statement;
    }

    /** The rows of a query as texts, in its order; {@code :tenant} stands for the tenant's id as a literal. */
    List<String> rows(String query, TenantId tenant) {
        return rows(query.replace(":tenant", "'" + tenant.value() + "'"));
    }

    List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return rows(statement, inWords(query));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i > 1 ? " | " : "").append(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    /** Every row of every table of every schema, in scope or not, read without the library: sorted texts by table. */
    Map<String, List<String>> content() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Map<String, List<String>> content = new TreeMap<>();
            for (String table : rows(statement, ALL_TABLES)) {
                String[] name = table.split(" \\| ", 2);
                List<String> rows = rows(statement, "select * from " + quoted(name[0]) + "." + quoted(name[1]));
                Collections.sort(rows);
                content.put(name[0] + "." + name[1], rows);
            }
            return content;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
