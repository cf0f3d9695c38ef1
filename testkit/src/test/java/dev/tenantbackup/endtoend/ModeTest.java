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
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restores that do less than make equal, and the catalog's rules for columns. */
class ModeTest {

    private static final TenantId TENANT = TenantId.of(2);
    private static final String STRAY =
            "select count(*) from menus where restaurant_id = 2 and slug = 'stray' and name = 'Dinner'";
    private static final String CHEAP = "select count(*) from menu_items where price = 0.01 and menu_id in"
            + " (select id from menus where restaurant_id = 2 and slug <> 'stray')";
    private static final String TAGS = "select count(*) from item_tags where menu_item_id in"
            + " (select id from menu_items where restaurant_id = 2) and tag <> 'stray'";

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void mergeBringsBackAndCorrectsAndDeletesNothing(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        long tags = platform.number(TAGS);
        BackupInfo backup = damaged(platform);
        Map<String, Map<TableName, String>> bystanders = platform.digestsWithout(TENANT);

        RestoreResult merged = platform.service.restore(
                backup.id(), RestoreRequest.into(TENANT).withMode(RestoreMode.MERGE));

        assertThat(merged.total().deleted()).isZero();
        assertThat(merged.total().inserted()).isPositive();
        assertThat(platform.number(STRAY)).isEqualTo(1);
        assertThat(platform.number(CHEAP)).isZero();
        assertThat(platform.number(TAGS)).isEqualTo(tags);
        assertThat(platform.service.diff(backup.id()).total()).satisfies(left -> {
            assertThat(left.inserted()).isZero();
            assertThat(left.updated()).isZero();
            assertThat(left.deleted()).isPositive();
        });
        assertThat(platform.digestsWithout(TENANT)).isEqualTo(bystanders);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void missingOnlyBringsBackAndLeavesTheRest(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = damaged(platform);
        long cheap = platform.number(CHEAP);
        Map<String, Map<TableName, String>> bystanders = platform.digestsWithout(TENANT);

        RestoreResult result = platform.service.restore(
                backup.id(), RestoreRequest.into(TENANT).withMode(RestoreMode.MISSING_ONLY));

        assertThat(result.total().deleted()).isZero();
        assertThat(result.total().updated()).isZero();
        assertThat(result.total().inserted()).isPositive();
        assertThat(platform.number(STRAY)).isEqualTo(1);
        assertThat(platform.number(CHEAP)).isEqualTo(cheap).isPositive();
        assertThat(platform.service.diff(backup.id()).total().inserted()).isZero();
        assertThat(platform.digestsWithout(TENANT)).isEqualTo(bystanders);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void onlyTheTablesAskedForAreWritten(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<TableName, String> exported = platform.digest(TENANT);
        BackupInfo backup = damaged(platform);
        Map<String, Map<TableName, String>> damaged = platform.digests();
        Set<TableName> asked = Set.of(platform.table("item_tags"), platform.table("site_settings"));

        RestoreResult result = platform.service.restore(
                backup.id(), RestoreRequest.into(TENANT).onlyTables(asked));

        Map<TableName, String> expected = new TreeMap<>(damaged.get(TENANT.value()));
        asked.forEach(table -> expected.put(table, exported.get(table)));
        assertThat(expected).isNotEqualTo(damaged.get(TENANT.value()));
        damaged.put(TENANT.value(), expected);
        assertThat(result.tables()).containsOnlyKeys(asked);
        assertThat(platform.digests()).isEqualTo(damaged);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void rowsWhoseParentsAreNotAskedForAndAreGoneAreRefused(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = damaged(platform);
        Map<String, Map<TableName, String>> damaged = platform.digests();
        RestoreRequest request = RestoreRequest.into(TENANT).onlyTables(Set.of(platform.table("order_lines")));

        assertThat(platform.service.plan(backup.id(), request).conflicts()).anySatisfy(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.UNRESOLVED_REFERENCE);
            assertThat(conflict.table()).isEqualTo(platform.table("order_lines"));
            assertThat(conflict.samples()).isNotEmpty();
        });
        assertThatThrownBy(() -> platform.service.restore(backup.id(), request))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(platform.table("orders").name());
        assertThat(platform.digests()).isEqualTo(damaged);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void liveAndMonotonicColumnsKeepWhatTheyMust(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> bystanders = platform.digestsWithout(TENANT);
        platform.execute("update counters set last_value = 1000 where restaurant_id = 2");
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.execute("update counters set last_value = 2000 where restaurant_id = 2 and name = 'order_number'");
        platform.execute("update counters set last_value = 30 where restaurant_id = 2 and name = 'invoice_number'");
        platform.execute("update restaurants set active = false, billing_customer_id = 'cus_new', name = 'Renamed',"
                + " lock_version = lock_version + 1 where id = 2");
        long lockVersion = platform.number("select lock_version from restaurants where id = 2");
        platform.execute("update notifications set status = 'sent' where restaurant_id = 2");
        Map<TableName, String> before = platform.digest(TENANT);

        RestoreResult result = platform.service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(counter(platform, "order_number")).isEqualTo(2000);
        assertThat(counter(platform, "invoice_number")).isEqualTo(1000);
        assertThat(counter(platform, "reservation_number")).isEqualTo(1000);
        assertThat(platform.number("select count(*) from restaurants where id = 2 and not active"
                        + " and billing_customer_id = 'cus_new' and name <> 'Renamed' and lock_version = "
                        + lockVersion))
                .isEqualTo(1);
        assertThat(platform.digest(TENANT))
                .containsEntry(platform.table("notifications"), before.get(platform.table("notifications")));
        assertThat(result.rules()).extracting(rule -> rule.rule().split(":")[0]).contains("monotonic", "live", "queue");
        assertThat(platform.digestsWithout(TENANT)).isEqualTo(bystanders);
    }

    private static long counter(PlatformUnderTest platform, String name) {
        return platform.number("select last_value from counters where restaurant_id = 2 and name = '" + name + "'");
    }

    /** A backup, and after it rows of every kind of damage: gone, changed, added. */
    private static BackupInfo damaged(PlatformUnderTest platform) {
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.HALF_THE_ORDERS_GONE, 2);
        platform.damage(Damage.INSERT_STRAY_ROWS, 2);
        platform.execute("update menu_items set price = 0.01 where restaurant_id = 2 and position = 0");
        platform.execute(
                "update site_settings set " + name(platform, "value") + " = 'changed' where restaurant_id = 2");
        platform.execute("delete from item_tags where menu_item_id in"
                + " (select id from menu_items where restaurant_id = 2) and tag = 'vegan'");
        return backup;
    }

    private static String name(PlatformUnderTest platform, String column) {
        return platform.database.engine() == Engine.H2 ? "\"" + column.toUpperCase(Locale.ROOT) + "\"" : column;
    }
}
