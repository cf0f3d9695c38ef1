// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A platform's database goes through eight releases, and a backup is taken of each. In every release every older backup
 * must bring back what the migrations made of the rows that it holds: exactly that, and the other tenant's rows unmoved.
 */
class HistoryTest {

    /** What a refusal must name when a release's changes are not declared: the difference, and the words that settle it. */
    private static final Map<Release, List<String>> MISSING = new EnumMap<>(Map.of(
            Release.THIRD, List.of("does not hold column 'currency'", "{default: orders.currency"),
            Release.FOURTH, List.of("holds column 'total' of table 'orders'", "{renameColumn: orders.total"),
            Release.FIFTH, List.of("of table 'dishes', which the database does not have", "{renameTable: dishes"),
            Release.SIXTH, List.of("holds column 'note'", "{dropColumn: menu_items.note"),
            Release.SEVENTH, List.of("holds column 'full_name' of table 'guests'", "{transform: guests"),
            Release.EIGHTH,
                    List.of(
                            "can't be null any more",
                            "can't hold 2 of the archived values",
                            "{convert: menu_items.price")));

    @ParameterizedTest
    @EnumSource
    void everyOldBackupGoesIntoEveryNewerSchema(Engine engine) {
        Platform platform = new Platform(engine);
        Map<Release, BackupId> backups = new EnumMap<>(Release.class);
        for (Release release : Release.values()) {
            if (release != Release.FIRST) {
                platform.migrateTo(release);
            }
            Map<String, List<String>> sound = platform.rows();
            backups.forEach((old, backup) -> {
                platform.damageTenant();
                platform.service().restore(backup, RestoreRequest.into(Platform.TENANT));
                assertThat(platform.rows())
                        .as("backup of %s in release %s", old, release)
                        .isEqualTo(sound);
            });
            backups.put(
                    release, platform.service().exportTenant(Platform.TENANT).id());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aReleaseWhoseChangesNobodyDeclaredIsRefusedByName(Engine engine) {
        Platform platform = new Platform(engine);
        Map<Release, BackupId> backups = new EnumMap<>(Release.class);
        for (Release release : Release.values()) {
            if (release != Release.FIRST) {
                platform.migrateTo(release);
            }
            List<Release> others = List.of(Release.values()).stream()
                    .filter(known -> known != release)
                    .toList();
            List<String> missing = MISSING.getOrDefault(release, List.of());
            if (!missing.isEmpty()) {
                asked(engine, backups)
                        .forEach(backup -> assertRefused(platform, platform.service(others), backup, missing));
            }
            backups.put(
                    release, platform.service().exportTenant(Platform.TENANT).id());
        }
    }

    /** A refusal is found before the database is asked, so that every pair need not be tried on every product each time. */
    private static Collection<BackupId> asked(Engine engine, Map<Release, BackupId> backups) {
        return engine == Engine.H2 || Tier.isThorough()
                ? backups.values()
                : backups.values().stream().limit(1).toList();
    }

    private static void assertRefused(
            Platform platform, TenantBackupService service, BackupId backup, List<String> missing) {
        Map<String, List<String>> before = platform.rows();
        RestoreRequest request = RestoreRequest.into(Platform.TENANT);
        RestorePlan plan = service.plan(backup, request);
        ConflictException refusal =
                catchThrowableOfType(ConflictException.class, () -> service.restore(backup, request));

        assertThat(plan.isApplicable()).isFalse();
        assertThat(plan.drift().differences())
                .filteredOn(Difference::standsInTheWay)
                .isNotEmpty();
        missing.forEach(words -> assertThat(refusal.getMessage()).containsIgnoringCase(words));
        assertThat(service.validate(backup, Level.RESTORABLE).valid()).isFalse();
        assertThat(platform.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theOldestBackupBecomesANewTenantOfTheNewestRelease(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId oldest = platform.service().exportTenant(Platform.TENANT).id();
        for (Release release : Release.values()) {
            if (release != Release.FIRST) {
                platform.migrateTo(release);
            }
        }
        Map<String, List<String>> before = platform.rows();

        RestorePlan plan = platform.service().plan(oldest, RestoreRequest.asNewTenant("Nueva"));
        RestoreResult result = platform.service().restore(oldest, RestoreRequest.asNewTenant("Nueva"));

        String id = result.tenant().value();
        assertThat(plan.isApplicable()).isTrue();
        assertThat(platform.service().validate(oldest, Level.RESTORABLE).valid())
                .isTrue();
        assertThat(platform.rows("select title, price, calories, allergens from menu_items where restaurant_id = " + id
                        + " order by title"))
                .containsExactly("Gazpacho wit|4.5000|0|null", "Paella|12.0000|800|null");
        assertThat(platform.rows("select first_name, last_name from guests where restaurant_id = " + id
                        + " order by first_name"))
                .containsExactly("Ana|Lopez", "Bo|Chan");
        assertThat(platform.rows(
                        "select o.total_cents, o.channel, o.currency, m.title from orders o join menu_items m on"
                                + " m.id = o.dish_id and m.restaurant_id = o.restaurant_id where o.restaurant_id = "
                                + id
                                + " order by o.total_cents"))
                .containsExactly("450|web|EUR|Gazpacho wit", "1200|web|EUR|Paella");
        assertThat(platform.rows("select p.subject_type, m.title from pins p join menu_items m on m.id = p.subject_id"
                        + " and m.restaurant_id = p.restaurant_id where p.restaurant_id = " + id
                        + " and p.subject_type = 'MenuItem'"))
                .containsExactly("MenuItem|Gazpacho wit");
        platform.run(List.of(
                "delete from pins where restaurant_id = " + id,
                "delete from orders where restaurant_id = " + id,
                "delete from guests where restaurant_id = " + id,
                "delete from menu_items where restaurant_id = " + id,
                "delete from restaurants where id = " + id));
        assertThat(platform.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreIsUndoneInANewerRelease(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId first = platform.service().exportTenant(Platform.TENANT).id();
        platform.migrateTo(Release.SECOND);
        Map<String, List<String>> other = platform.rows();
        platform.damageTenant();
        RestoreResult restore = platform.service().restore(first, RestoreRequest.into(Platform.TENANT));
        assertThat(platform.rows()).isEqualTo(other);
        platform.migrateTo(Release.THIRD);
        platform.migrateTo(Release.FOURTH);

        platform.service().undo(restore.id(), OperationContext.NONE);

        assertThat(platform.rows("select id from pins where restaurant_id = 2")).containsExactly("99");
        assertThat(platform.rows("select id, total_cents, currency from orders order by id"))
                .containsExactly("101|450|EUR", "202|1200|EUR");
        assertThat(platform.rows("select title from dishes order by id"))
                .containsExactly("Gazpacho with bread", "Paella", "Soup", "Soup");
    }
}
