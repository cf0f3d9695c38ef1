// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Impact;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.upgrade.Conversion;
import dev.tenantbackup.upgrade.StepBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single decisions: without one a restore is refused and nothing moves, with it the rows are exactly as declared. */
class DecisionsTest {

    private static final RestoreRequest REQUEST = RestoreRequest.into(Platform.TENANT);

    private static TenantBackupService service(Platform platform, Consumer<StepBuilder> changes) {
        return platform.service(CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .upgrade(changes)
                .build());
    }

    private static TenantBackupService undecided(Platform platform) {
        return service(platform, step -> {});
    }

    private static void assertRefused(Platform platform, BackupId backup, String... words) {
        List<String> before = platform.rows("select * from dishes order by id");
        ConflictException refusal = catchThrowableOfType(
                ConflictException.class, () -> undecided(platform).restore(backup, REQUEST));
        for (String word : words) {
            assertThat(refusal.getMessage()).containsIgnoringCase(word);
        }
        assertThat(platform.rows("select * from dishes order by id")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aTableThatIsGoneIsLeftBehindOnlyIfThatIsDeclared(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of("drop table pins", "update dishes set title = 'Soup' where id = 21"));

        assertRefused(platform, backup, "holds 2 rows of table 'pins'", "{dropTable: pins");
        TenantBackupService decided = platform.service(CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .upgrade(step -> step.dropTable("pins", "nobody pins any more"))
                .build());
        RestorePlan plan = decided.plan(backup, REQUEST);
        decided.restore(backup, REQUEST);

        assertThat(plan.drift().differences())
                .filteredOn(difference -> difference.impact() == Impact.SETTLED)
                .singleElement()
                .extracting(Difference::rows)
                .isEqualTo(2L);
        assertThat(platform.rows("select title from dishes where id = 21")).containsExactly("Gazpacho with bread");
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aColumnInWhichAllRowsHaveNullLosesNothing(Engine engine) {
        Platform platform = new Platform(engine);
        platform.run(List.of("alter table orders add column spare varchar(10)"));
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of("alter table orders drop column spare", "delete from orders where id = 201"));

        undecided(platform).restore(backup, REQUEST);

        assertThat(platform.rows("select id from orders order by id")).containsExactly("101", "201", "202");
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aRowThatIsThereKeepsItsValueOfAColumnThatTheBackupDoesNotHold(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "alter table orders add column tax varchar(10) default 'none' not null",
                "update orders set tax = 'seven' where id = 202",
                "update orders set total = 0 where id = 202",
                "delete from orders where id = 201"));

        service(platform, step -> step.defaultValue("orders", "tax", "declared"))
                .restore(backup, REQUEST);

        assertThat(platform.rows("select id, total, tax from orders order by id"))
                .containsExactly("101|450|none", "201|450|declared", "202|1200|seven");
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void rowsAreToldApartByAnotherKey(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "create table new_pins (id integer not null, restaurant_id integer not null references restaurants (id),"
                        + " subject_type varchar(20) not null, subject_id integer not null,"
                        + " primary key (restaurant_id, subject_type, subject_id))",
                "insert into new_pins select * from pins",
                "drop table pins",
                "alter table new_pins rename to pins",
                "delete from pins where id = 3",
                "update pins set id = 77 where restaurant_id = 2"));

        assertRefused(platform, backup, "The key of table 'pins' was", "{changeKey: pins}");
        service(platform, step -> step.changeKey("pins")).restore(backup, REQUEST);

        assertThat(platform.rows("select * from pins order by id"))
                .containsExactly("1|1|Dish|11", "2|2|Dish|21", "3|2|Guest|22");
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void wordsBecomeOtherWords(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "update pins set subject_type = 'G' where subject_type = 'Guest'",
                "update pins set subject_type = 'D' where subject_type = 'Dish'",
                engine == Engine.H2
                        ? "alter table pins alter column subject_type set data type varchar(2)"
                        : engine == Engine.POSTGRESQL
                                ? "alter table pins alter column subject_type type varchar(2)"
                                : "alter table pins modify column subject_type varchar(2) not null"));
        List<String> sound = platform.rows("select * from pins order by id");
        platform.run(List.of("delete from pins where restaurant_id = 2"));

        assertRefused(platform, backup, "can't hold 2 of the archived values", "{convert: pins.subject_type");
        service(
                        platform,
                        step -> step.convert(
                                "pins", "subject_type", Conversion.words(Map.of("Guest", "G", "Dish", "D"))))
                .restore(backup, REQUEST);

        assertThat(platform.rows("select * from pins order by id")).isEqualTo(sound);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void whatIsDeclaredAndDoesNotFitIsRefusedTogether(Engine engine) {
        Platform platform = new Platform(engine);
        BackupId backup = undecided(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "alter table orders add column tax integer default 1 not null",
                "alter table dishes drop column calories",
                "alter table dishes drop column note"));
        TenantBackupService service = service(
                platform,
                step -> step.defaultValue("orders", "tax", "a lot")
                        .transform("dishes", List.of("note"), List.of("title"), "unheard of"));

        ConflictException refusal =
                catchThrowableOfType(ConflictException.class, () -> service.restore(backup, REQUEST));

        assertThat(refusal.getMessage())
                .containsIgnoringCase("The declared default for column 'tax' of table 'orders' does not fit its type.")
                .containsIgnoringCase("holds column 'calories'")
                .containsIgnoringCase("holds column 'note'");
    }
}
