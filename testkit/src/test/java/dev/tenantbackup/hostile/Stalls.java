// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Three market stalls that look alike, with the same numbers in each hundred, and a note of every statement that writes
 * into one of their tables.
 *
 * <p>Stall n has customers n01 and n02, orders n11 (of customer n01, whose friend n02 is named in a document) and n12,
 * and one line of each order, n21 and n22. What belongs to nobody: two currencies.
 */
final class Stalls {

    static final TenantId BYSTANDER = TenantId.of(1);
    static final TenantId STALL = TenantId.of(2);
    static final TenantId OTHER = TenantId.of(3);

    private static final String CATALOG = """
            version: 1
            tenant: {table: stalls, name: name}
            tables:
              orders:
                json:
                  - {column: extras, path: "$.friend", to: customers}
              currencies: {shared: [code]}
              sessions: {excluded: of no use after a restore}
            """;

    private static final List<String> TABLES = List.of(
            "create table stalls (id integer primary key, name varchar(40) not null)",
            "create table currencies (id integer primary key, code varchar(8) not null unique, label varchar(40))",
            "create table customers (id integer primary key, stall_id integer not null, name varchar(40),"
                    + " loud varchar(40) generated always as (upper(name)) STORED,"
                    + " foreign key (stall_id) references stalls (id))",
            "create table orders (id integer primary key, stall_id integer not null, customer_id integer,"
                    + " currency_id integer, extras varchar(400), note varchar(40),"
                    + " foreign key (stall_id) references stalls (id),"
                    + " foreign key (customer_id) references customers (id),"
                    + " foreign key (currency_id) references currencies (id))",
            "create table order_lines (id integer primary key, order_id integer not null, quantity integer,"
                    + " foreign key (order_id) references orders (id))",
            "create table sessions (token varchar(40) primary key, customer_id integer)");

    /** What changes rows of a table that is not one of the library's own temporary ones. */
    private static final Pattern WRITE = Pattern.compile(
            "(?is)\\s*(insert\\s+into|update|delete\\s+from|delete|merge\\s+into|replace\\s+into|truncate(\\s+table)?)"
                    + "\\s+(only\\s+)?[\"`]?(?!tb_)\\w.*");

    private final TestDatabase database;
    private final List<String> writes = new ArrayList<>();

    private Stalls(TestDatabase database) {
        this.database = database;
    }

    /** Without any stall. */
    static Stalls empty(Engine engine) {
        return empty(engine.create());
    }

    private static Stalls empty(TestDatabase database) {
        Stalls stalls = new Stalls(database);
        for (String table : TABLES) {
            stalls.execute(table.replace("STORED", database.engine() == Engine.H2 ? "" : "stored"));
        }
        stalls.execute("insert into currencies values (1, 'EUR', 'Euro')");
        stalls.execute("insert into currencies values (2, 'CHF', 'Franken')");
        return stalls;
    }

    static Stalls three(Engine engine) {
        return three(engine.create());
    }

    static Stalls three(TestDatabase database) {
        Stalls stalls = empty(database);
        for (int stall = 1; stall <= 3; stall++) {
            stalls.fill(stall);
        }
        return stalls;
    }

    private void fill(int stall) {
        int n = 100 * stall;
        execute("insert into stalls values (" + stall + ", 'Verde')");
        for (int i = 1; i <= 2; i++) {
            execute("insert into customers (id, stall_id, name) values (" + (n + i) + ", " + stall + ", 'Ana')");
        }
        for (int i = 1; i <= 2; i++) {
            execute(
                    "insert into orders values (" + (n + 10 + i) + ", " + stall + ", " + (n + 1) + ", 1, '{\"friend\":"
                            + (n + 2) + "}', 'as it was')",
                    "insert into order_lines values (" + (n + 20 + i) + ", " + (n + 10 + i) + ", 5)");
        }
        execute("insert into sessions values ('t" + stall + "', " + (n + 1) + ")");
    }

    /** Some hundred KiB, which compress to about half, in so many more orders of the second stall. */
    Stalls fat(int orders) {
        Random random = new Random(4711);
        byte[] bytes = new byte[180];
        for (int from = 0; from < orders; from += 100) {
            StringJoiner rows = new StringJoiner(",", "insert into orders values ", "");
            for (int i = from; i < Math.min(orders, from + 100); i++) {
                random.nextBytes(bytes);
                rows.add("(" + (10_000 + i) + ", 2, 201, 1, '{\"x\":\""
                        + HexFormat.of().formatHex(bytes) + "\"}', '')");
            }
            execute(rows.toString());
        }
        return this;
    }

    /** Drops every table. */
    void drop() {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            execute("drop table " + TABLES.get(i).split(" ")[2]);
        }
    }

    TenantBackupService service(BackupRepository repository) {
        return service(repository, InstantSource.system());
    }

    TenantBackupService service(BackupRepository repository, InstantSource clock) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(WatchedDataSource.of(database.dataSource(), new NotingWrites())))
                .catalog(DeclaredCatalog.of(CatalogFile.parse(CATALOG, CatalogFormat.YAML)))
                .repository(repository)
                .clock(clock)
                .build();
    }

    /** Every statement of the library so far that wrote into a table of the stalls. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    void execute(String... statements) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    /** Every row of every table, read without the library. */
    Map<String, List<String>> content() {
        return content("1 = 1", "1 = 1", "1 = 1", "1 = 1", "1 = 1");
    }

    /** Every row of a stall, and every row that is nobody's. */
    Map<String, List<String>> of(TenantId stall) {
        String orders = "order_id in (select id from orders where stall_id = " + stall + ")";
        String customers = "customer_id in (select id from customers where stall_id = " + stall + ")";
        return content("id = " + stall, "stall_id = " + stall, "stall_id = " + stall, orders, customers);
    }

    private Map<String, List<String>> content(
            String ofStalls, String ofCustomers, String ofOrders, String ofLines, String ofSessions) {
        Map<String, List<String>> content = new TreeMap<>();
        content.put("stalls", rows("stalls", ofStalls));
        content.put("customers", rows("customers", ofCustomers));
        content.put("orders", rows("orders", ofOrders));
        content.put("order_lines", rows("order_lines", ofLines));
        content.put("sessions", rows("sessions", ofSessions));
        content.put("currencies", rows("currencies", "1 = 1"));
        return content;
    }

    private List<String> rows(String table, String where) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from " + table + " where " + where + " order by 1")) {
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

    private final class NotingWrites implements WatchedDataSource.Watcher {

        @Override
        public void before(WatchedDataSource.Call call) {
            if (WRITE.matcher(call.sql()).matches()) {
                writes.add(call.sql());
            }
        }

        @Override
        public void after(WatchedDataSource.Call call) {
            // what it did shows in the rows
        }
    }
}
