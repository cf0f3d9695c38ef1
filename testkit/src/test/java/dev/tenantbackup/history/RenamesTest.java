// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.upgrade.StepBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, references, the tenants' own table and shared tables under other names. */
class RenamesTest {

    private static final String ENGINES = "dev.tenantbackup.crash.Tier#engines";

    private static String rename(Engine engine, String table, String column, String to) {
        return "alter table " + table
                + (engine == Engine.H2
                        ? " alter column " + column + " rename to " + to
                        : " rename column " + column + " to " + to);
    }

    private static TenantBackupService service(
            Platform platform, String tenants, String countries, Consumer<StepBuilder> changes) {
        return platform.service(CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of(tenants).withNameColumn("name"))
                .table(countries, table -> table.shared("code"))
                .upgrade(changes)
                .build());
    }

    private static void createCountries(Platform platform) {
        platform.run(List.of(
                "create table countries (id integer primary key, code varchar(2) not null)",
                "insert into countries values (1, 'ES'), (2, 'PT')",
                "alter table guests add column country_id integer references countries (id)",
                "update guests set country_id = 2 where id = 21"));
    }

    /** Not on H2: its information schema goes on calling a foreign key's columns by their former names. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void keysAndReferencesFollow(Engine engine) {
        Platform platform = new Platform(engine);
        createCountries(platform);
        BackupId backup = service(platform, "restaurants", "countries", step -> {})
                .exportTenant(Platform.TENANT)
                .id();
        platform.run(List.of(
                rename(engine, "dishes", "id", "dish_no"),
                rename(engine, "orders", "dish_id", "item_no"),
                rename(engine, "guests", "restaurant_id", "venue_id")));
        List<String> sound = platform.rows("select * from dishes order by dish_no");
        platform.run(List.of(
                "update dishes set title = 'Soup' where restaurant_id = 2", "delete from orders where id = 201"));
        TenantBackupService service = service(
                platform,
                "restaurants",
                "countries",
                step -> step.renameColumn("dishes", "id", "dish_no")
                        .renameColumn("orders", "dish_id", "item_no")
                        .renameColumn("guests", "restaurant_id", "venue_id"));

        service.restore(backup, RestoreRequest.into(Platform.TENANT));
        RestoreResult copy = service.restore(backup, RestoreRequest.asNewTenant("Nueva"));

        String id = copy.tenant().value();
        assertThat(platform.rows("select * from dishes where restaurant_id <> " + id + " order by dish_no"))
                .isEqualTo(sound);
        assertThat(platform.rows("select d.title, g.full_name, g.country_id from orders o join dishes d on d.dish_no ="
                        + " o.item_no and d.restaurant_id = o.restaurant_id join guests g on g.id = o.guest_id and g.venue_id"
                        + " = o.restaurant_id where o.restaurant_id = " + id + " order by d.title"))
                .containsExactly("Gazpacho with bread|Ana Lopez|2", "Paella|Bo Chan|null");
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void theTenantsOwnTableFollows(Engine engine) {
        Platform platform = new Platform(engine);
        createCountries(platform);
        BackupId backup = service(platform, "restaurants", "countries", step -> {})
                .exportTenant(Platform.TENANT)
                .id();
        platform.run(List.of("alter table restaurants rename to venues"));
        List<String> sound = platform.rows("select * from venues order by id");
        platform.run(List.of("update venues set name = 'Ruin' where id = 2"));
        TenantBackupService undecided = service(platform, "venues", "countries", step -> {});
        TenantBackupService decided =
                service(platform, "venues", "countries", step -> step.renameTable("restaurants", "venues"));

        for (RestoreRequest request :
                List.of(RestoreRequest.into(Platform.TENANT), RestoreRequest.asNewTenant("Nueva"))) {
            assertThatThrownBy(() -> undecided.restore(backup, request))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("{renameTable: ");
        }
        decided.restore(backup, RestoreRequest.into(Platform.TENANT));

        assertThat(platform.rows("select * from venues order by id")).isEqualTo(sound);
        assertThat(decided.restore(backup, RestoreRequest.asNewTenant("Nueva"))
                        .total()
                        .inserted())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void aTenantWhoseRowsAreGoneComesBackUnderTheNamesOfNow(Engine engine) {
        Platform platform = new Platform(engine);
        createCountries(platform);
        BackupId backup = service(platform, "restaurants", "countries", step -> {})
                .exportTenant(Platform.TENANT)
                .id();
        platform.run(List.of(
                "alter table restaurants rename to venues",
                "alter table pins rename to marks",
                rename(engine, "orders", "total", "total_cents")));
        TenantBackupService service = service(
                platform,
                "venues",
                "countries",
                step -> step.renameTable("restaurants", "venues")
                        .renameTable("pins", "marks")
                        .renameColumn("orders", "total", "total_cents"));
        List<String> tables = List.of("marks", "orders", "guests", "dishes");
        List<List<String>> sound = tables.stream()
                .map(table -> platform.rows("select * from " + table + " order by id"))
                .toList();
        tables.forEach(table -> platform.run(List.of("delete from " + table + " where restaurant_id = 2")));
        platform.run(List.of("delete from venues where id = 2"));

        service.restore(backup, RestoreRequest.into(Platform.TENANT));

        assertThat(tables.stream()
                        .map(table -> platform.rows("select * from " + table + " order by id"))
                        .toList())
                .isEqualTo(sound);
        assertThat(platform.rows("select * from venues order by id")).containsExactly("1|Casa", "2|Casa");
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void sharedTablesFollow(Engine engine) {
        Platform platform = new Platform(engine);
        createCountries(platform);
        BackupId backup = service(platform, "restaurants", "countries", step -> {})
                .exportTenant(Platform.TENANT)
                .id();
        platform.run(List.of(
                "alter table countries rename to nations",
                rename(engine, "nations", "code", "iso"),
                "insert into nations values (7, 'XX')",
                "update guests set country_id = 7 where id = 21",
                "update nations set iso = 'YY' where id = 2",
                "update nations set iso = 'PT' where id = 7"));
        TenantBackupService service = platform.service(CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .table("nations", table -> table.shared("iso"))
                .upgrade(step -> step.renameTable("countries", "nations").renameColumn("nations", "code", "iso"))
                .build());
        platform.run(List.of("update guests set country_id = null where id = 21"));
        Map<String, List<String>> before = platform.rows();

        service.restore(backup, RestoreRequest.into(Platform.TENANT));

        assertThat(platform.rows("select id, country_id from guests order by id"))
                .as("Portugal has another key now")
                .containsExactly("11|null", "21|7", "22|null");
        assertThat(platform.rows().get("dishes")).isEqualTo(before.get("dishes"));
    }
}
