// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.LoadData;
import dev.tenantbackup.jdbc.session.LoadData.Outcome;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** LOAD DATA LOCAL takes what is exact, and leaves the rest to INSERT, which refuses. */
class LoadDataTest {

    private static final String REFUSING = "&allowLocalInfile=false";
    private static final TenantId TENANT = TenantId.of(2);

    private static final String CATALOG = "{version: 1, tenant: {table: shops, name: name, column: shop_id}}";

    private static final String GOODS = """
            create table shops (id bigint auto_increment primary key, name varchar(40));
            insert into shops (name) values ('One'), ('Two'), ('Three');
            create table goods (id bigint auto_increment primary key, shop_id bigint not null references shops (id),
              label varchar(40), kind enum('food', 'drink'), price decimal(20, 10), picture longblob, flags bit(10),
              weight float, since timestamp(6) null, note longtext, latin varchar(20) character set latin1);
            insert into goods (shop_id, label, kind, price, picture, flags, weight, since, note, latin)
              select id, concat('tab ', char(9), ' line ', char(10), char(13), ' back ', char(92), char(92), 'N ', char(0)),
                'food', 12.5000000001, x'00ff0a5c09', b'101', 0.1, '2026-03-29 02:30:00.000001', '\\N', 'café' from shops;
            insert into goods (shop_id) select id from shops;
            insert into goods (shop_id, label, note) select id, '', '' from shops;
            """;

    @Test
    void everyTextArrivesAsItWas() throws SQLException {
        List<@Nullable String> texts =
                Arrays.asList("a\tb\nc\rd\\e\0f", "\\N", "N", "", null, "  ", "'\"", "Ⅷ😀", "café");
        try (Connection connection = Engine.MARIADB.create().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table t (n bigint, v longtext collate utf8mb4_bin null)");

            assertThat(LoadData.of(connection).orElseThrow().isAllowed("t (n, v)"))
                    .isTrue();
            assertThat(load(connection, "t (n, v)", texts).isExact(texts.size()))
                    .isTrue();

            List<@Nullable String> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select v from t order by n")) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            assertThat(found).isEqualTo(texts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "enum('x')", "varchar(1)", "datetime", "char(9) character set latin1 unique"})
    void whatIsBentOrLeftOutIsNotExact(String type) throws SQLException {
        try (Connection connection = Engine.MARIADB.create().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set sql_mode = 'STRICT_ALL_TABLES'");
            statement.execute("create temporary table t (n bigint, v " + type + ")");

            assertThat(load(connection, "t (n, v)", List.of("Ⅷ😀", "Ⅷ😀")).isExact(2))
                    .isFalse();
        }
    }

    private static Outcome load(Connection connection, String target, List<@Nullable String> texts)
            throws SQLException {
        CopyText rows = new CopyText();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(new byte[] {(byte) ('0' + i)}, 0, 1);
            String text = texts.get(i);
            if (text == null) {
                rows.addNull();
            } else {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                rows.add(utf8, 0, utf8.length);
            }
            rows.end();
        }
        String formatted = target.replace(" (", " character set utf8mb4 (");
        return LoadData.of(connection).orElseThrow().write(formatted, rows.array(), rows.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"H2", "POSTGRESQL"})
    void otherDriversHaveNoSuchThing(Engine engine) throws SQLException {
        try (Connection connection = engine.create().dataSource().getConnection()) {
            assertThat(LoadData.of(connection)).isEmpty();
        }
    }

    @Test
    void aRefusalLeavesTheTransactionAsItWas() throws SQLException {
        TestDatabase database = Engine.MARIADB.create();
        database.execute("create table t (v int)");
        try (Connection connection = new MariaDbDataSource(database.url() + REFUSING).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");

            assertThat(LoadData.of(connection).orElseThrow().isAllowed("t (v)")).isFalse();

            assertThat(database.rows("select v from t")).isEmpty();
            connection.commit();
            assertThat(database.rows("select v from t")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", REFUSING})
    void rowsComeBackAlikeWithAndWithoutIt(String option) throws SQLException {
        TestDatabase database = Engine.MARIADB.create();
        GivenDatabase given = GivenDatabase.in(database, GOODS);
        TenantBackupService service = GivenDatabase.service(
                GivenDatabase.catalog(CATALOG), JdbcTenantDatabase.of(new MariaDbDataSource(database.url() + option)));
        long before = loads(database);

        new WholeWay(
                        given,
                        service,
                        TENANT,
                        "select label, kind, price, hex(picture), flags + 0, weight, since, note, latin from goods"
                                + " where shop_id = :tenant order by id")
                .assertWorks("delete from goods where shop_id = 2");

        assertThat(loads(database)).as("it was tried").isGreaterThan(before);
    }

    /** How many such statements the server has seen, refused ones too. */
    private static long loads(TestDatabase database) {
        return Long.parseLong(
                database.rows("show global status like 'Com_load'").get(0).replaceAll("\\D", ""));
    }

    /** LOAD DATA takes it with a warning, and so would the table. */
    @Test
    void whatAnInsertRefusesIsRefused() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, GOODS);
        given.execute("set sql_mode = ''", "update goods set kind = 'nonsense' where label = ''");
        TenantBackupService service = given.service(CATALOG);
        BackupInfo backup = service.exportTenant(TENANT);
        given.execute("delete from goods where shop_id = 2");
        Map<String, List<String>> damaged = given.content();

        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("stage rows")
                .hasMessageContaining("Data truncated for column 'kind'");
        assertThat(given.content()).isEqualTo(damaged);
    }
}
