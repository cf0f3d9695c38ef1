// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup's rows given to a tenant that they are not of, or to their own a second time. */
class OtherTenantTest {

    private static final TenantId SOURCE = TenantId.of(2);
    private static final TenantId TARGET = TenantId.of(3);

    @Nested
    class InPlaceOfItsRows {

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void theTargetBecomesACopyAndStaysWhoItIs(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            platform.execute("delete from notifications where restaurant_id = 3");
            platform.execute("delete from web_sessions");
            TenantBackupService service = withoutJournals(platform);
            TenantRows exported = platform.rows(SOURCE);
            BackupInfo backup = service.exportTenant(SOURCE);
            Map<String, Map<TableName, String>> before = platform.digests();
            Map<String, String> identity = identity(platform);

            RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(TARGET));
            RestoreResult result = service.restore(backup.id(), RestoreRequest.into(TARGET));

            assertThat(plan.conflicts()).isEmpty();
            assertThat(plan.target()).contains(TARGET);
            assertThat(result.tenant()).isEqualTo(TARGET);
            assertThat(result.tables()).isEqualTo(plan.tables());
            assertThat(result.total().deleted()).isPositive();
            Map<String, String> own = exported.of(platform.table("restaurants")).get(0);
            identity.forEach((column, value) -> {
                if (!column.equalsIgnoreCase("subdomain")) {
                    own.put(column, value);
                }
            });
            CopyCheck.assertIsCopy(platform, exported, TARGET);
            assertThat(identity(platform)).isEqualTo(identity);
            assertOthersUnmoved(platform, before);
            service.undo(result.id(), OperationContext.NONE);
            assertThat(platform.digests()).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void journalsThatWouldLoseTheirParentsAreNamed(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(SOURCE);
            Map<String, Map<TableName, String>> before = platform.digests();

            RestorePlan plan = platform.service.plan(backup.id(), RestoreRequest.into(TARGET));

            assertThat(plan.conflicts()).anySatisfy(conflict -> {
                assertThat(conflict.kind()).isEqualTo(Kind.INBOUND_REFERENCE);
                assertThat(conflict.table()).isEqualTo(platform.table("order_payments"));
            });
            assertThatThrownBy(() -> platform.service.restore(backup.id(), RestoreRequest.into(TARGET)))
                    .isInstanceOf(ConflictException.class);
            assertThat(platform.digests()).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void someTablesOnly(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(SOURCE);
            Map<String, Map<TableName, String>> before = platform.digests();
            TableName settings = platform.table("site_settings");

            RestoreResult result = platform.service.restore(
                    backup.id(), RestoreRequest.into(TARGET).onlyTables(Set.of(settings)));

            assertThat(result.tables()).containsOnlyKeys(settings);
            assertThat(contents(platform, settings, TARGET)).isEqualTo(contents(platform, settings, SOURCE));
            Map<String, Map<TableName, String>> after = platform.digests();
            assertThat(after.remove("3")).satisfies(target -> {
                Map<TableName, String> expected = new TreeMap<>(before.get("3"));
                expected.put(settings, target.get(settings));
                assertThat(target).isEqualTo(expected);
            });
            before.remove("3");
            assertThat(after).isEqualTo(before);
        }

        private static TenantBackupService withoutJournals(PlatformUnderTest platform) {
            return platform.service(
                    platform.tenants, PlatformUnderTest.platformCatalog(text -> text.replace("journal", "replace")));
        }
    }

    @Nested
    class BesideItsRows {

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void nothingOfTheTargetChangesAndWhatItHasAlreadyIsKept(Engine engine) {
            assertAppended(PlatformUnderTest.filled(engine, Fill.of(3, 450)), TARGET);
        }

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void ownRowsComeASecondTime(Engine engine) {
            assertAppended(PlatformUnderTest.filled(engine, Fill.of(3, 450)), SOURCE);
        }

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void appendingAgainAddsAgain(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(SOURCE);
            RestoreResult first = append(platform, backup, TARGET);
            Map<String, Map<TableName, String>> between = platform.digests();
            RestoreResult second = append(platform, backup, TARGET);

            assertThat(second.total().inserted()).isPositive();
            platform.service.undo(second.id(), OperationContext.NONE);
            assertThat(platform.digests()).isEqualTo(between);
            assertThat(first.total().updated() + first.total().deleted()).isZero();
        }

        private static void assertAppended(PlatformUnderTest platform, TenantId target) {
            BackupInfo backup = platform.service.exportTenant(SOURCE);
            platform.execute("update menus set slug = concat('old-', slug) where slug <> 'menu-1' and restaurant_id = "
                    + target);
            Map<String, Map<TableName, String>> before = platform.digests();
            TenantRows had = platform.rows(target);

            RestoreResult result = append(platform, backup, target);

            TenantRows has = platform.rows(target);
            for (CatalogTable table : platform.catalog.ownedTables()) {
                long inserted = result.tables().get(table.name()).inserted();
                assertThat(has.of(table.name()))
                        .as("rows of %s", table.name())
                        .hasSize(had.of(table.name()).size() + (int) inserted)
                        .containsAll(had.of(table.name()));
                if (table.rule() == TableRule.QUEUE) {
                    assertThat(inserted).as("queued in %s", table.name()).isZero();
                }
            }
            assertThat(result.total().updated() + result.total().deleted()).isZero();
            assertThat(result.tables().get(platform.table("menus")))
                    .as("menus, one of them under a slug that is taken")
                    .satisfies(menus -> {
                        assertThat(menus.inserted()).isPositive();
                        assertThat(menus.kept()).isEqualTo(1);
                    });
            assertThat(result.tables().get(platform.table("menu_items")).inserted())
                    .isPositive();
            assertThat(result.tables().get(platform.table("counters")))
                    .as("one per tenant and name")
                    .satisfies(counters -> {
                        assertThat(counters.inserted()).isZero();
                        assertThat(counters.kept()).isPositive();
                    });
            assertThat(result.rules())
                    .extracting(rule -> rule.rule().split(":")[0])
                    .contains("append", "queue");
            Map<String, Map<TableName, String>> after = platform.digests();
            after.remove(target.value());
            Map<String, Map<TableName, String>> others = new TreeMap<>(before);
            others.remove(target.value());
            assertThat(after).isEqualTo(others);
            platform.service.undo(result.id(), OperationContext.NONE);
            assertThat(platform.digests()).isEqualTo(before);
        }

        private static RestoreResult append(PlatformUnderTest platform, BackupInfo backup, TenantId target) {
            return platform.service.restore(
                    backup.id(), RestoreRequest.into(target).withMode(RestoreMode.APPEND));
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void nobodyCanTellWhichRowsAreTheSame(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(SOURCE);

            for (RestoreMode mode : List.of(RestoreMode.MERGE, RestoreMode.MISSING_ONLY)) {
                assertThatThrownBy(() -> platform.service.restore(
                                backup.id(), RestoreRequest.into(TARGET).withMode(mode)))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("'3'");
            }
        }

        @ParameterizedTest
        @MethodSource("dev.tenantbackup.crash.Tier#engines")
        void thereIsNoSuchTenant(Engine engine) {
            PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
            BackupInfo backup = platform.service.exportTenant(SOURCE);

            assertThatThrownBy(() -> platform.service.restore(backup.id(), RestoreRequest.into(TenantId.of(99))))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("'99'");
        }
    }

    /** What the target's own row keeps, though it takes all else. */
    private static Map<String, String> identity(PlatformUnderTest platform) {
        Set<String> kept =
                Set.of("name", "subdomain", "active", "writes_fenced", "billing_customer_id", "lock_version");
        Map<String, String> identity = new TreeMap<>(
                platform.rows(TARGET).of(platform.table("restaurants")).get(0));
        identity.keySet().removeIf(column -> !kept.contains(column.toLowerCase(Locale.ROOT)));
        assertThat(identity).hasSameSizeAs(kept);
        return identity;
    }

    private static List<List<String>> contents(PlatformUnderTest platform, TableName table, TenantId tenant) {
        List<String> plain =
                Identities.of(platform, platform.catalog.table(table)).plain();
        return platform.rows(tenant).of(table).stream()
                .map(row -> TenantRows.values(row, plain))
                .toList();
    }

    private static void assertOthersUnmoved(PlatformUnderTest platform, Map<String, Map<TableName, String>> before) {
        Map<String, Map<TableName, String>> after = platform.digests();
        after.remove(TARGET.value());
        Map<String, Map<TableName, String>> others = new TreeMap<>(before);
        others.remove(TARGET.value());
        assertThat(after).isEqualTo(others);
    }
}
