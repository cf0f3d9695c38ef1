// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.examples.platform.area.Areas;
import dev.tenantbackup.examples.platform.schema.ForeignKey;
import dev.tenantbackup.examples.platform.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the platform promises on every product. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PlatformContract {

    private static final int TENANTS = 4;
    private static final int BIG = 3;
    private static final Fill FILL = Fill.of(TENANTS, 700).withBigTenant(BIG, 2_500);

    private Connection filled;

    /** A connection to an empty database of its own. */
    abstract Connection newDatabase() throws Exception;

    @BeforeAll
    void fillOnce() throws Exception {
        filled = filledDatabase(FILL);
    }

    @AfterAll
    void close() throws SQLException {
        if (filled != null) {
            filled.close();
        }
    }

    @Nested
    class TheSameFill {

        @Test
        void givesTheSameRows() throws Exception {
            try (Connection again = filledDatabase(FILL)) {
                assertThat(DatabaseContent.of(again).checksum())
                        .isEqualTo(DatabaseContent.of(filled).checksum());
            }
        }

        @Test
        void givesOtherRowsWithAnotherSeed() throws Exception {
            try (Connection other = filledDatabase(FILL.withSeed(7))) {
                assertThat(DatabaseContent.of(other).checksum())
                        .isNotEqualTo(DatabaseContent.of(filled).checksum());
                assertThat(DatabaseContent.of(other).rows("orders"))
                        .isEqualTo(DatabaseContent.of(filled).rows("orders"));
            }
        }
    }

    @Nested
    class Tenants {

        @Test
        void haveExactlyAsManyRowsAsAskedFor() throws SQLException {
            for (int tenant = 1; tenant <= TENANTS; tenant++) {
                assertThat(rowsPerTable(tenant).values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .as("tenant %s", tenant)
                        .isEqualTo(tenant == BIG ? 2_500 : 700);
            }
        }

        @Test
        void haveRowsInEveryTable() throws SQLException {
            assertThat(rowsPerTable(1))
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
        }

        @Test
        void lookAlike() throws SQLException {
            assertThat(rowsPerTable(2)).isEqualTo(rowsPerTable(1));
            for (String sameEverywhere : List.of(
                    "SELECT name FROM restaurants WHERE id = %d",
                    "SELECT concat(slug, '|', name) FROM menus WHERE restaurant_id = %d",
                    "SELECT concat(name, '|', price) FROM menu_items WHERE restaurant_id = %d",
                    "SELECT concat(order_number, '|', total) FROM orders WHERE restaurant_id = %d",
                    "SELECT email FROM customers WHERE restaurant_id = %d")) {
                assertThat(texts(sameEverywhere.formatted(2)))
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(texts(sameEverywhere.formatted(1)));
            }
        }

        @Test
        void haveInterleavedIds() throws SQLException {
            for (Table table : Owners.ownedTables()) {
                if (table.primaryKey().equals(List.of("id"))
                        && table.column("id").identity()) {
                    String ordinary = " WHERE " + Owners.of(table, "r", TENANTS) + " = ";
                    if (number("SELECT count(*) FROM " + table.name() + " r" + ordinary + 1) > 1) {
                        assertThat(number("SELECT max(r.id) FROM " + table.name() + " r" + ordinary + 1))
                                .as(table.name())
                                .isGreaterThan(number("SELECT min(r.id) FROM " + table.name() + " r" + ordinary + 2));
                    }
                }
            }
        }

        @Test
        void tooSmallToFillEveryTableAreRefused() {
            assertThatThrownBy(() -> Platform.rowsPerTable(Fill.of(1, 100), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Cannot fill a tenant with 100 rows");
        }
    }

    @Nested
    class References {

        @Test
        void allResolve() throws SQLException {
            for (Table table : Areas.schema().tables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    String unresolved = "SELECT count(*) FROM " + table.name() + " c WHERE "
                            + present(key) + " AND NOT EXISTS (SELECT 1 FROM "
                            + key.target() + " p WHERE " + matching(key) + ")";
                    assertThat(number(unresolved))
                            .as("%s %s", table.name(), key.columns())
                            .isZero();
                }
            }
        }

        @Test
        void neverLeaveTheirTenant() throws SQLException {
            for (Table table : Owners.ownedTables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    if (Owners.isOwned(key.target())) {
                        Table target = Areas.schema().table(key.target());
                        String leaving = "SELECT count(*) FROM " + table.name() + " c JOIN " + key.target() + " p ON "
                                + matching(key) + " WHERE " + Owners.of(table, "c", TENANTS) + " <> "
                                + Owners.of(target, "p", TENANTS);
                        assertThat(number(leaving))
                                .as("%s %s", table.name(), key.columns())
                                .isZero();
                    }
                }
            }
        }

        @Test
        void ofABlobAllComeFromOneTenant() throws SQLException {
            assertThat(number("SELECT count(*) FROM (SELECT blob_id FROM attachments GROUP BY blob_id HAVING min(id % "
                            + (TENANTS + 1) + ") <> max(id % " + (TENANTS + 1) + ")) several"))
                    .isZero();
            assertThat(number("SELECT count(*) FROM blobs WHERE id NOT IN (SELECT blob_id FROM attachments)"))
                    .isZero();
        }

        @Test
        void thatTheDatabaseKnowsNothingOfResolveWithinTheTenant() throws SQLException {
            for (UndeclaredReference reference : UndeclaredReference.ALL) {
                reference.check(filled, TENANTS);
            }
        }

        @Test
        void thatCloseCyclesAreThere() throws SQLException {
            assertThat(number("SELECT count(*) FROM restaurants WHERE current_menu_id IS NULL"
                            + " OR current_layout_id IS NULL OR current_event_id IS NULL"))
                    .isZero();
            assertThat(number("SELECT count(*) FROM locations WHERE layout_id IS NULL"))
                    .isZero();
        }

        private String matching(ForeignKey key) {
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < key.columns().size(); i++) {
                conditions.add("c." + key.columns().get(i) + " = p."
                        + key.targetColumns().get(i));
            }
            return String.join(" AND ", conditions);
        }

        private String present(ForeignKey key) {
            return key.columns().stream()
                    .map(column -> "c." + column + " IS NOT NULL")
                    .collect(Collectors.joining(" AND "));
        }
    }

    @Nested
    class AnUpdate {

        @Test
        void touchesTheTimeOfTheLastUpdateAndNothingElse() throws Exception {
            try (Connection connection = filledDatabase(Fill.of(2, 600))) {
                DatabaseContent before = DatabaseContent.of(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("UPDATE menu_items SET position = position + 100 WHERE id = 1");
                    statement.executeUpdate("UPDATE menu_items SET position = position - 100 WHERE id = 1");
                    statement.executeUpdate("UPDATE reservations SET party_size = party_size + 1");
                    statement.executeUpdate("UPDATE reservations SET party_size = party_size - 1");
                }
                DamageToll toll = DatabaseContent.of(connection).since(before);
                assertThat(toll.tables()).containsOnlyKeys("menu_items", "reservations");
                assertThat(toll.tables().get("menu_items")).isEqualTo(new DamageToll.Change(0, 1, 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void damageHasExactlyTheTollItReports(Damage damage) throws Exception {
        try (Connection connection = filledDatabase(Fill.of(3, 900))) {
            DatabaseContent before = DatabaseContent.of(connection);

            DamageToll toll = damage.apply(connection, Product.of(connection), 2);

            assertThat(toll.tables()).isNotEmpty();
            assertThat(DatabaseContent.of(connection).since(before)).isEqualTo(toll);
        }
    }

    @ParameterizedTest
    @EnumSource
    void damageLeavesEveryRowOfABystanderAsItWas(Damage damage) throws Exception {
        try (Connection connection = filledDatabase(Fill.of(3, 900))) {
            DatabaseContent bystanders = DatabaseContent.ofBystanders(connection, 2, 3);

            damage.apply(connection, Product.of(connection), 2);

            DamageToll differences = DatabaseContent.of(connection).since(bystanders);
            assertThat(differences.tables()).isNotEmpty().allSatisfy((table, change) -> {
                assertThat(change.updated()).as(table).isZero();
                assertThat(change.deleted()).as(table).isZero();
            });
        }
    }

    final Connection filledDatabase(Fill fill) throws Exception {
        Connection connection = newDatabase();
        Product product = Product.of(connection);
        Platform.create(connection, product);
        Platform.fill(connection, product, fill);
        return connection;
    }

    private Map<String, Long> rowsPerTable(int tenant) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (Table table : Owners.ownedTables()) {
            rows.put(
                    table.name(),
                    number("SELECT count(*) FROM " + table.name() + " r WHERE " + Owners.of(table, "r", TENANTS) + " = "
                            + tenant));
        }
        rows.put(
                "blobs",
                number("SELECT count(DISTINCT blob_id) FROM attachments WHERE id % " + (TENANTS + 1) + " = " + tenant));
        return rows;
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(texts(query).get(0));
    }

    private List<String> texts(String query) throws SQLException {
        return texts(filled, query);
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
