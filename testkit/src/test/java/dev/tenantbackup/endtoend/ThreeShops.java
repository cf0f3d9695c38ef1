// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.AfterCommit;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Three shops that look alike, with the same numbers in each hundred. Some rows of the second may be dirty:
 *
 * <ul>
 *   <li>order 201 is of customer 311, who is the third shop's: a foreign key leaves the tenant;
 *   <li>order 202 has coupon 999, which does not exist: an orphan, no foreign key is declared;
 *   <li>order 203 has coupon 321, which is the third shop's;
 *   <li>allocation 241 is of its seat and of a booking of the third shop: it is both shops' row.
 * </ul>
 */
final class ThreeShops {

    static final TenantId SHOP = TenantId.of(2);
    static final TenantId NEIGHBOUR = TenantId.of(3);

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops, name: name}
            tables:
              orders:
                references:
                  - {column: coupon_id, to: coupons}
            %s
              allocations:
                owner: {through: [seat_id, booking_id]}
            %s
            """;

    private static final List<String> TABLES = List.of(
            "create table shops (id integer primary key, name varchar(40) not null)",
            "create table customers (id integer primary key, shop_id integer not null, name varchar(40),"
                    + " foreign key (shop_id) references shops (id))",
            "create table coupons (id integer primary key, shop_id integer not null, code varchar(40),"
                    + " foreign key (shop_id) references shops (id))",
            "create table orders (id integer primary key, shop_id integer not null, customer_id integer,"
                    + " coupon_id integer, note varchar(40),"
                    + " foreign key (shop_id) references shops (id), foreign key (customer_id) references customers (id))",
            "create table seats (id integer primary key, shop_id integer not null,"
                    + " foreign key (shop_id) references shops (id))",
            "create table bookings (id integer primary key, shop_id integer not null,"
                    + " foreign key (shop_id) references shops (id))",
            "create table allocations (id integer primary key, seat_id integer, booking_id integer, note varchar(40),"
                    + " foreign key (seat_id) references seats (id), foreign key (booking_id) references bookings (id))");

    private final TestDatabase database;
    private final BackupStorage storage = new MemoryStorage();

    private ThreeShops(TestDatabase database) {
        this.database = database;
    }

    static ThreeShops of(Engine engine) {
        ThreeShops shops = new ThreeShops(engine.create());
        shops.execute(TABLES.toArray(String[]::new));
        for (int shop = 1; shop <= 3; shop++) {
            shops.fill(shop);
        }
        return shops;
    }

    static ThreeShops dirty(Engine engine) {
        ThreeShops shops = of(engine);
        shops.execute(
                "update orders set customer_id = 311 where id = 201",
                "update orders set coupon_id = 999 where id = 202",
                "update orders set coupon_id = 321 where id = 203",
                "update allocations set booking_id = 331 where id = 241");
        return shops;
    }

    private void fill(int shop) {
        int n = 100 * shop;
        execute(
                "insert into shops values (" + shop + ", 'Casa')",
                "insert into customers values (" + (n + 11) + ", " + shop + ", 'Ana')",
                "insert into coupons values (" + (n + 21) + ", " + shop + ", 'TEN')",
                "insert into seats values (" + (n + 31) + ", " + shop + ")",
                "insert into bookings values (" + (n + 31) + ", " + shop + ")");
        for (int i = 1; i <= 4; i++) {
            execute("insert into orders values (" + (n + i) + ", " + shop + ", " + (n + 11) + ", " + (n + 21)
                    + ", 'as it was')");
        }
        for (int i = 41; i <= 42; i++) {
            execute("insert into allocations values (" + (n + i) + ", " + (n + 31) + ", " + (n + 31)
                    + ", 'as it was')");
        }
    }

    /** Without the row that is two tenants'. */
    ThreeShops unambiguous() {
        execute("delete from allocations where id = 241");
        return this;
    }

    TenantBackupService service() {
        return service("", "");
    }

    /** A service whose catalog says more of the orders and of the allocations. */
    TenantBackupService service(String ofOrders, String ofAllocations) {
        return service(declarations(ofOrders, ofAllocations), AfterCommit.NONE);
    }

    /** What the services keep, without their keys. */
    BackupRepository backups() {
        return BackupRepository.of(storage);
    }

    /** A service that keeps its backups in the same storage in a way of its own. */
    TenantBackupService keeping(UnaryOperator<BackupRepository> way) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(DeclaredCatalog.of(declarations("", "")))
                .repository(way.apply(BackupRepository.of(storage)))
                .build();
    }

    /** A service that tells somebody what was changed. */
    TenantBackupService telling(AfterCommit afterCommit) {
        return service(declarations("", ""), afterCommit);
    }

    /** A service whose statements are listed in lower case. */
    TenantBackupService watched(List<String> statements, AfterCommit afterCommit) {
        DataSource watched = WatchedDataSource.of(database.dataSource(), new WatchedDataSource.Watcher() {
            @Override
            public void before(WatchedDataSource.Call call) {
                statements.add(call.sql().toLowerCase(Locale.ROOT));
            }

            @Override
            public void after(WatchedDataSource.Call call) {
                // listed already
            }
        });
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(watched))
                .catalog(DeclaredCatalog.of(declarations("", "")))
                .storage(storage)
                .afterCommit(afterCommit)
                .build();
    }

    TenantBackupService service(CatalogDeclarations declarations, AfterCommit afterCommit) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(DeclaredCatalog.of(declarations))
                .storage(storage)
                .afterCommit(afterCommit)
                .build();
    }

    static CatalogDeclarations declarations(String ofOrders, String ofAllocations) {
        return CatalogFile.parse(
                CATALOG.formatted(
                        ofOrders.isEmpty() ? "" : "    " + ofOrders,
                        ofAllocations.isEmpty() ? "" : "    " + ofAllocations),
                CatalogFormat.YAML);
    }

    /** A table however the database spells its name. */
    static String name(TableName table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    void execute(String... statements) {
        database.execute(statements);
    }

    /** The rows of a query in its order, values joined by a space. */
    List<String> rows(String query) {
        return database.rows(query);
    }

    /** Every row of every table, read without the library. */
    Map<String, List<String>> content() {
        Map<String, List<String>> content = new TreeMap<>();
        for (String create : TABLES) {
            String table = create.split(" ")[2];
            content.put(table, rows("select * from " + table + " order by id"));
        }
        return content;
    }

    /** The rows of the first and the third shop. */
    Map<String, List<String>> neighbours() {
        Map<String, List<String>> neighbours = new TreeMap<>();
        for (String table : content().keySet()) {
            String theirs =
                    switch (table) {
                        case "shops" -> "id in (1, 3)";
                        case "allocations" -> "seat_id in (131, 331)";
                        default -> "shop_id in (1, 3)";
                    };
            neighbours.put(table, rows("select * from " + table + " where " + theirs + " order by id"));
        }
        return neighbours;
    }
}
