// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restore may not touch, what it refuses, and which tangles of the tenant's own rows it undoes. */
class BystanderTest {

    private static final TenantId TENANT = TenantId.of(2);

    @Nested
    class SomebodyElsesRowIsInTheWay {

        @ParameterizedTest
        @EnumSource
        void itRefersToARowThatWouldBeDeleted(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(TENANT);
            platform.damage(Damage.INSERT_STRAY_ROWS, 2);
            platform.execute("update restaurants set current_menu_id = (select id from menus"
                    + " where restaurant_id = 2 and slug = 'stray') where id = 3");

            assertRefused(platform, backup, Kind.INBOUND_REFERENCE, "restaurants", "3");
        }

        @ParameterizedTest
        @EnumSource
        void aRowOfAnExcludedTableRefersToARowThatWouldBeDeleted(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(TENANT);
            platform.execute("insert into users (restaurant_id, email, name, password_hash)"
                    + " values (2, 'stray@example.com', 'Stray', '')");
            platform.execute("insert into web_sessions (token, user_id, expires_at)"
                    + " select 'session-of-a-stray', id, created.at from users,"
                    + " (select max(expires_at) as at from web_sessions) created where email = 'stray@example.com'");

            assertRefused(platform, backup, Kind.INBOUND_REFERENCE, "web_sessions", "session-of-a-stray");
        }

        @ParameterizedTest
        @EnumSource
        void itHasTheKey(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(TENANT);
            platform.damage(Damage.DELETE_MENU, 2);
            long key = reusedKey(platform, backup);
            platform.execute("insert into menus (id, restaurant_id, name, slug, position) values (" + key
                    + ", 3, 'Dinner', 'reused', 77)");

            assertRefused(platform, backup, Kind.KEY_TAKEN, "menus", Long.toString(key));
        }

        @ParameterizedTest
        @EnumSource
        void itHasTheUniqueValue(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(TENANT);
            platform.execute("update restaurants set subdomain = 'elsewhere' where id = 2");
            platform.execute("update restaurants set subdomain = 'casa-luna-2' where id = 3");

            assertRefused(platform, backup, Kind.UNIQUE_TAKEN, "restaurants", "3");
        }

        private long reusedKey(PlatformUnderTest platform, BackupInfo backup) {
            return Long.parseLong(platform.service
                    .diff(backup.id())
                    .tables()
                    .get(platform.table("menus"))
                    .insertedKeys()
                    .get(0)
                    .values()
                    .get(0));
        }

        private void assertRefused(PlatformUnderTest platform, BackupInfo backup, Kind kind, String table, String key) {
            Map<String, Map<TableName, String>> before = platform.digests();
            int backups = platform.service.list().backups().size();

            assertThat(platform.service.diff(backup.id()).conflicts()).anySatisfy(conflict -> {
                assertThat(conflict.kind()).isEqualTo(kind);
                assertThat(conflict.table()).isEqualTo(platform.table(table));
                assertThat(conflict.count()).isEqualTo(1);
                assertThat(conflict.samples())
                        .singleElement()
                        .satisfies(sample -> assertThat(sample.values()).containsExactly(key));
            });
            assertThatThrownBy(() -> platform.service.restore(backup.id(), RestoreRequest.into(TENANT)))
                    .isInstanceOfSatisfying(ConflictException.class, failure -> {
                        assertThat(failure.problem().table()).isPresent();
                        assertThat(failure.problem().key()).isPresent();
                        assertThat(failure.problem().hint()).isPresent();
                    })
                    .hasMessageContaining(platform.table(table).name());
            assertThat(platform.digests()).isEqualTo(before);
            assertThat(platform.service.list().backups())
                    .as("no safety backup is taken of what is refused")
                    .hasSize(backups);
        }
    }

    @Nested
    class TheTenantsOwnRowsAreTangled {

        @ParameterizedTest
        @EnumSource
        void uniqueValuesWereSwapped(Engine engine) {
            assertMended(
                    engine,
                    "update menus set slug = 'parked' where restaurant_id = 2 and slug = 'menu-0'",
                    "update menus set slug = 'menu-0' where restaurant_id = 2 and slug = 'menu-1'",
                    "update menus set slug = 'menu-1' where restaurant_id = 2 and slug = 'parked'",
                    "update menu_items set position = -1 where restaurant_id = 2 and position = 0",
                    "update menu_items set position = 0 where restaurant_id = 2 and position = 1",
                    "update menu_items set position = 1 where restaurant_id = 2 and position = -1",
                    "update users set email = 'parked@example.com' where email = 'user0@casa-luna-2.example'",
                    "update users set email = 'user0@casa-luna-2.example' where email = 'user1@casa-luna-2.example'",
                    "update users set email = 'user1@casa-luna-2.example' where email = 'parked@example.com'");
        }

        @ParameterizedTest
        @EnumSource
        void uniqueValuesWentRoundInACircle(Engine engine) {
            assertMended(
                    engine,
                    "update menu_items set position = position + 1000 where restaurant_id = 2",
                    "update menu_items set position = mod(position - 1000 + 1, (select count(*) from menu_items other"
                            + " where other.menu_id = menu_items.menu_id)) where restaurant_id = 2");
        }

        @ParameterizedTest
        @EnumSource
        void aMenuWasDeletedAndCreatedAnewUnderItsSlug(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            Map<String, Map<TableName, String>> before = platform.digests();
            BackupInfo backup = platform.service.exportTenant(TENANT);
            platform.damage(Damage.DELETE_MENU, 2);
            platform.execute("insert into menus (restaurant_id, name, slug, position)"
                    + " values (2, 'Dinner', 'menu-0', 0), (2, 'Lunch', 'menu-1', 1)");
            platform.execute("update restaurants set current_menu_id = (select id from menus"
                    + " where restaurant_id = 2 and slug = 'menu-0') where id = 2");
            platform.execute(
                    "insert into menu_items (restaurant_id, menu_id, name, position, price, attributes, labels)"
                            + " select m.restaurant_id, m.id, 'Pizza', 0, 9.50, t.attributes, t.labels from menus m,"
                            + " menu_items t where m.restaurant_id = 2 and t.id = (select min(id) from menu_items)");

            assertMended(platform, backup, before);
        }

        @ParameterizedTest
        @EnumSource
        void rowsWereMovedToOtherParents(Engine engine) {
            String first = "(select min(id) from menus where restaurant_id = 2)";
            String last = "(select max(id) from menus where restaurant_id = 2)";
            assertMended(
                    engine,
                    "update menu_items set menu_id = " + last + ", position = position + 500 where menu_id = " + first,
                    "update menu_categories set parent_id = null, menu_id = " + last + " where menu_id = " + first,
                    "update options set position = position + 100 where option_group_id in (select id from"
                            + " option_groups where menu_item_id in (select id from menu_items where restaurant_id = 2))",
                    "update option_groups set menu_item_id = (select min(id) from menu_items where restaurant_id = 2)"
                            + " where menu_item_id in (select id from menu_items where restaurant_id = 2)",
                    "update seats set label = concat(label, '-', id) where seat_section_id in (select id from"
                            + " seat_sections where layout_id in (select id from layouts where restaurant_id = 2))",
                    "update seat_sections set layout_id = (select max(id) from layouts where restaurant_id = 2)"
                            + " where layout_id in (select id from layouts where restaurant_id = 2)",
                    "update attachments set record_type = 'Location', record_id = (select min(id) from locations"
                            + " where restaurant_id = 2) where record_type = 'Order' and record_id in"
                            + " (select id from orders where restaurant_id = 2)");
        }

        private void assertMended(Engine engine, String... damage) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            Map<String, Map<TableName, String>> before = platform.digests();
            BackupInfo backup = platform.service.exportTenant(TENANT);
            for (String statement : damage) {
                platform.execute(statement);
            }
            assertMended(platform, backup, before);
        }

        private void assertMended(
                PlatformUnderTest platform, BackupInfo backup, Map<String, Map<TableName, String>> before) {
            Map<String, Map<TableName, String>> damaged = platform.digests();
            assertThat(damaged).isNotEqualTo(before);
            assertThat(platform.service.diff(backup.id()).conflicts())
                    .extracting(Conflict::message)
                    .isEmpty();
            RestoreResult restored = platform.service.restore(backup.id(), RestoreRequest.into(TENANT));
            assertThat(platform.digests()).isEqualTo(before);
            platform.service.undo(restored.id(), OperationContext.NONE);
            assertThat(platform.digests()).isEqualTo(damaged);
        }
    }
}
