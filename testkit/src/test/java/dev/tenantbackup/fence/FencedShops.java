// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.AfterCommit;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * Two shops that look alike, 7 and 8, in a database with a table of each kind of ownership. Every row of shop 7 has an id
 * of 70 and more, and its likeness in shop 8 ten times that.
 */
public final class FencedShops {

    public static final TenantId FENCED = TenantId.of(7);
    static final TenantId BYSTANDER = TenantId.of(8);
    public static final Actor ACTOR = Actor.of("night shift");
    static final String REASON = "the menu is gone";

    private static final List<String> TABLES = List.of(
            "create table shops (id bigint primary key, name varchar(50) not null)",
            "create table pictures (id bigint primary key, url varchar(50) not null)",
            "create table orders (id bigint primary key, shop_id bigint not null references shops (id),"
                    + " total int not null, picture_id bigint references pictures (id))",
            "create table order_lines (id bigint primary key, order_id bigint not null references orders (id),"
                    + " what varchar(50) not null)",
            "create table notes (id bigint primary key, subject_type varchar(20) not null, subject_id bigint not null,"
                    + " what varchar(50) not null)",
            "create index notes_subject on notes (subject_type, subject_id)",
            "create table pages (id bigint primary key, slug varchar(50) not null, what varchar(50) not null)",
            "create table countries (code varchar(2) primary key, name varchar(50) not null)",
            "insert into countries values ('in', 'India')");

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops, name: name}
            tables:
              pictures: {owner: referrers}
              orders: {owner: {column: shop_id}}
              notes:
                polymorphic: [{type: subject_type, id: subject_id, tables: {'App\\Order': orders, Line: order_lines}}]
                owner: {through: [subject_id]}
              pages: {owner: {where: "pages.slug like concat('shop-', :tenant, '-%')"}}
              countries: {shared: [code]}
            """;

    private final TestDatabase database;
    private final MemoryStorage storage = new MemoryStorage();

    private FencedShops(TestDatabase database) {
        this.database = database;
    }

    /** With the fence installed. */
    public static FencedShops fenced(Engine engine) {
        FencedShops shops = open(engine);
        shops.install();
        return shops;
    }

    /** Without a fence. */
    public static FencedShops open(Engine engine) {
        TestDatabase database = engine.create();
        FencedShops shops = new FencedShops(database);
        TABLES.forEach(database::execute);
        shops.fill(7, 70);
        shops.fill(8, 800);
        if (engine == Engine.MARIADB) {
            shops.asAdministrator("grant process on *.* to " + shops.user() + "@localhost");
        }
        return shops;
    }

    private void fill(long shop, long id) {
        execute(
                "insert into shops values (" + shop + ", 'Casa')",
                "insert into pictures values (" + id + ", 'casa.png')",
                "insert into orders values (" + id + ", " + shop + ", 12, " + id + ")",
                "insert into order_lines values (" + id + ", " + id + ", 'soup')",
                "insert into notes values (" + id + ", '" + orderType() + "', " + id + ", 'hot')",
                "insert into notes values (" + (id + 1) + ", 'Line', " + id + ", 'hot')",
                "insert into pages values (" + id + ", 'shop-" + shop + "-menu', 'soup')");
    }

    /** A type whose name has a backslash, as some frameworks write them, as it stands in a literal. */
    String orderType() {
        return database.engine() == Engine.MARIADB ? "App\\\\Order" : "App\\Order";
    }

    void install() {
        fence().install().statements().forEach(this::execute);
    }

    public void execute(String... statements) {
        database.execute(statements);
    }

    public List<String> rows(String query) {
        return database.rows(query);
    }

    void asAdministrator(String statement) {
        String url = database.url().replaceAll("user=.*", "user=administrator");
        try {
            new TestDatabase(database.engine(), url, new MariaDbDataSource(url)).execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String user() {
        return database.url().replaceAll(".*user=", "");
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    Engine engine() {
        return database.engine();
    }

    String url() {
        return database.url();
    }

    /** A connection in the middle of a transaction. */
    Connection inTransaction(int isolation, String... statements) throws SQLException {
        Connection connection = dataSource().getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        for (String each : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(each);
            }
        }
        return connection;
    }

    static TableCatalog catalog() {
        return DeclaredCatalog.of(CatalogFile.parse(CATALOG, CatalogFormat.YAML));
    }

    DatabaseFence fence() {
        return fence(dataSource());
    }

    static DatabaseFence fence(DataSource connections) {
        return JdbcTenantDatabase.of(connections).fence(catalog());
    }

    public TenantBackupService service() {
        return serviceThatTells(AfterCommit.NONE);
    }

    /** A service without a fence. */
    public TenantBackupService unfenced() {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(dataSource()))
                .catalog(catalog())
                .storage(storage)
                .build();
    }

    /** Spoils a backup in the storage. */
    public void breakArchive(BackupId backup) {
        storage.replace(ObjectKey.of(backup + ".zip"), ContentWriter.of(new byte[] {1, 2, 3}));
    }

    TenantBackupService serviceThatTells(AfterCommit afterCommit) {
        return service(dataSource(), afterCommit);
    }

    TenantBackupService service(DataSource connections, AfterCommit afterCommit) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(connections))
                .catalog(catalog())
                .storage(storage)
                .fence(fence())
                .afterCommit(afterCommit)
                .build();
    }
}
