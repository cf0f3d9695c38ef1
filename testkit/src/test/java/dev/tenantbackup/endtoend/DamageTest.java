// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.DamageToll;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every accident that the sample platform knows, to one of many tenants that look alike. */
class DamageTest {

    private static final Map<Engine, PlatformUnderTest> PLATFORMS = new EnumMap<>(Engine.class);

    static Stream<Arguments> accidents() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(Damage.values()).map(damage -> Arguments.of(engine, damage)));
    }

    /** How many tenants there are; the accidents happen to those from number 4 on. */
    private static final int TENANTS = Tier.pick(10, 20);

    @AfterAll
    static void forget() {
        PLATFORMS.clear();
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void diffNamesTheDamageAndRestoreMendsIt(Engine engine, Damage damage) {
        PlatformUnderTest platform =
                PLATFORMS.computeIfAbsent(engine, any -> PlatformUnderTest.filled(engine, Fill.of(TENANTS, 450)));
        TenantId tenant = TenantId.of(4 + damage.ordinal());
        Map<String, Map<TableName, String>> before = platform.digests();
        TenantRows rowsBefore = platform.rows(tenant);
        BackupInfo backup = platform.service.exportTenant(tenant);

        DamageToll toll = platform.damage(damage, 4 + damage.ordinal());
        Map<String, Map<TableName, String>> damaged = platform.digests();
        TenantRows rowsDamaged = platform.rows(tenant);
        RestorePlan diff = platform.service.diff(backup.id());
        assertThat(diff.conflicts()).isEmpty();
        assertNamesExactly(platform, diff, toll);
        diff.tables()
                .forEach((table, changes) ->
                        assertKeys(platform.catalog.table(table), changes, rowsBefore, rowsDamaged));

        RestoreResult restored = platform.service.restore(backup.id(), RestoreRequest.into(tenant));
        assertThat(restored.tables()).isEqualTo(diff.tables());
        assertThat(restored.changedDuring()).isEmpty();
        Map<String, Map<TableName, String>> expected = new TreeMap<>(before);
        expected.put(tenant.value(), withKept(before.get(tenant.value()), damaged.get(tenant.value()), diff));
        assertThat(platform.digests()).isEqualTo(expected);

        platform.service.undo(restored.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(damaged);
    }

    /**
     * What the restore does is the inverse of what the accident did. Journals are added to, never corrected. In a table
     * without a key nothing names one of several equal rows: all of them are deleted, and as many inserted as were there.
     */
    private static void assertNamesExactly(PlatformUnderTest platform, RestorePlan diff, DamageToll toll) {
        Map<String, List<Long>> named = new TreeMap<>();
        Map<String, List<Long>> expected = new TreeMap<>();
        diff.tables().forEach((table, changes) -> {
            if (!changes.isEmpty() || changes.kept() > 0) {
                named.put(table.name().toLowerCase(Locale.ROOT), counts(platform.catalog.table(table), changes));
            }
        });
        toll.tables().forEach((name, change) -> {
            CatalogTable table = platform.catalog.table(platform.table(name));
            boolean journal = table.rule() == TableRule.JOURNAL;
            TableChanges inverse = new TableChanges(
                    change.deleted(),
                    journal ? 0 : change.updated(),
                    journal ? 0 : change.inserted(),
                    0,
                    journal ? change.updated() + change.inserted() : 0,
                    List.of(),
                    List.of(),
                    List.of());
            expected.put(name, counts(table, inverse));
        });
        assertThat(named).as("inserted, updated, deleted, kept").isEqualTo(expected);
    }

    private static List<Long> counts(CatalogTable table, TableChanges changes) {
        return table.schema().keyColumns().isEmpty()
                ? List.of(changes.inserted() - changes.deleted())
                : List.of(changes.inserted(), changes.updated(), changes.deleted(), changes.kept());
    }

    /** The keys shown are keys of rows that the accident deleted, changed or brought. */
    private static void assertKeys(CatalogTable table, TableChanges changes, TenantRows before, TenantRows damaged) {
        if (table.schema().keyColumns().isEmpty()) {
            return;
        }
        Map<List<String>, Map<String, String>> was = before.byKey(table);
        Map<List<String>, Map<String, String>> is = damaged.byKey(table);
        assertThat(texts(changes.insertedKeys()))
                .allSatisfy(key -> assertThat(is).doesNotContainKey(key))
                .isSubsetOf(was.keySet())
                .hasSize((int) Math.min(10, changes.inserted()));
        assertThat(texts(changes.deletedKeys()))
                .allSatisfy(key -> assertThat(was).doesNotContainKey(key))
                .isSubsetOf(is.keySet())
                .hasSize((int) Math.min(10, changes.deleted()));
        assertThat(texts(changes.updatedKeys()))
                .allSatisfy(key -> assertThat(is.get(key)).isNotEqualTo(was.get(key)))
                .hasSize((int) Math.min(10, changes.updated()));
    }

    private static List<List<String>> texts(List<RowKey> keys) {
        List<List<String>> texts = new ArrayList<>();
        keys.forEach(key -> texts.add(key.values()));
        return texts;
    }

    /** Equal to before, but for tables in which a rule keeps rows: none but those that the plan names. */
    private static Map<TableName, String> withKept(
            Map<TableName, String> before, Map<TableName, String> damaged, RestorePlan diff) {
        Map<TableName, String> expected = new TreeMap<>(before);
        diff.tables().forEach((table, changes) -> {
            if (changes.kept() > 0) {
                assertThat(changes.inserted())
                        .as("rows brought back to a table with rows that are kept")
                        .isZero();
                assertThat(diff.rules()).anySatisfy(rule -> {
                    assertThat(rule.table()).isEqualTo(table);
                    assertThat(rule.rule()).startsWith("journal");
                    assertThat(rule.rows()).isEqualTo(changes.kept());
                });
                expected.put(table, damaged.get(table));
            }
        });
        return expected;
    }
}
