// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shared reference data whose keys are others in another database: references follow what rows are called. */
class SharedRowsTest {

    private static final TenantId TENANT = TenantId.of(2);

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops, name: name}
            tables:
              countries: {shared: [code]}
              cities: {shared: [country_id, name]}
              allergens: {shared: [code]}
              seals: {shared: [country_id, code]}
              items:
                json:
                  - {column: notes, path: "$.allergens[*]", to: allergens}
                  - {column: notes, path: "$.seals[*]", to: seals}
            """;

    private static final String TABLES = """
            create table countries (id bigint not null primary key, code varchar(2) not null unique, name varchar(40));
            create table cities (id bigint not null primary key, country_id bigint not null, name varchar(40) not null,
              unique (country_id, name), foreign key (country_id) references countries (id));
            create table allergens (id bigint not null primary key, code varchar(20) not null unique);
            create table seals (id bigint not null primary key, country_id bigint not null, code varchar(20) not null,
              unique (country_id, code), foreign key (country_id) references countries (id));
            create table shops (id bigint not null primary key, name varchar(40), city_id bigint,
              foreign key (city_id) references cities (id));
            create table items (id bigint not null primary key, shop_id bigint not null, name varchar(40), notes varchar(200),
              foreign key (shop_id) references shops (id));
            create table item_allergens (item_id bigint not null, allergen_id bigint not null,
              primary key (item_id, allergen_id),
              foreign key (item_id) references items (id), foreign key (allergen_id) references allergens (id));
            create table served_in (country_id bigint not null, shop_id bigint not null, fee numeric(6,2),
              primary key (country_id, shop_id),
              foreign key (country_id) references countries (id), foreign key (shop_id) references shops (id));
            """;

    private static final String HERE = """
            insert into countries values (1, 'AT', 'Austria'), (2, 'DE', 'Germany'), (3, 'FR', 'France');
            insert into cities values (1, 1, 'Wien'), (2, 2, 'Ulm'), (3, 3, 'Lyon');
            insert into allergens values (1, 'nuts'), (2, 'milk'), (3, 'fish');
            """;

    /** Other keys for the same rows, and the same keys for other rows. */
    private static final String THERE = """
            insert into countries values (1, 'DE', 'Germany'), (3, 'AT', 'Austria'), (7, 'FR', 'France');
            insert into cities values (3, 3, 'Wien'), (1, 1, 'Ulm'), (2, 7, 'Lyon');
            insert into allergens values (1, 'fish'), (2, 'nuts'), (10, 'milk');
            """;

    private static final String SHOPS = """
            insert into shops values (1, 'One', 1), (2, 'Two', 2);
            insert into items select s.id * 10 + a.id, s.id, concat('Item ', a.id), concat('{"allergens": [', a.id, ', 2]}')
              from shops s cross join allergens a;
            insert into item_allergens select i.id, a.id from items i cross join allergens a where a.id <= i.id - i.shop_id * 10;
            insert into served_in select c.id, s.id, c.id + s.id from countries c cross join shops s;
            """;

    /** What a tenant has, by what shared rows are called. */
    private static final List<String> STORY = List.of(
            "select s.name, c.name, l.code from shops s join cities c on c.id = s.city_id join countries l"
                    + " on l.id = c.country_id where s.id = :tenant",
            "select i.name, a.code from items i join item_allergens x on x.item_id = i.id join allergens a"
                    + " on a.id = x.allergen_id where i.shop_id = :tenant order by i.name, a.code",
            "select l.code, v.fee from served_in v join countries l on l.id = v.country_id where v.shop_id = :tenant"
                    + " order by l.code");

    private static GivenDatabase database(Engine engine, String... scripts) {
        GivenDatabase database = GivenDatabase.of(engine, "select 1");
        for (String script : scripts) {
            for (String statement : script.split(";\\s*")) {
                database.execute(statement);
            }
        }
        return database;
    }

    private static TenantBackupService service(GivenDatabase database, BackupStorage storage) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(GivenDatabase.catalog(CATALOG))
                .storage(storage)
                .build();
    }

    private static List<List<String>> story(GivenDatabase database, TenantId tenant) {
        return STORY.stream().map(query -> database.rows(query, tenant)).toList();
    }

    private static List<String> notes(GivenDatabase database, TenantId tenant) {
        return database.rows("select notes from items where shop_id = :tenant order by name", tenant);
    }

    @ParameterizedTest
    @EnumSource
    void referencesFollowSharedRowsWhoseKeysAreOthers(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = database(engine, TABLES, HERE, SHOPS);
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = database(engine, TABLES, THERE, "insert into shops values (1, 'One', 3)");
        TenantBackupService service = service(there, storage);
        List<List<String>> bystander = story(there, TenantId.of(1));
        List<String> shared = there.rows("select id, code from allergens order by id");

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(story(there, TENANT)).isEqualTo(story(here, TENANT));
        assertThat(notes(there, TENANT))
                .containsExactly("{\"allergens\": [2, 10]}", "{\"allergens\": [10, 10]}", "{\"allergens\": [1, 10]}");
        assertThat(restored.changedDuring()).isEmpty();
        assertThat(service.diff(backup.id()).total().isEmpty()).isTrue();

        RestoreResult copied = service.restore(backup.id(), RestoreRequest.asNewTenant("Two again"));
        assertThat(story(there, copied.tenant()).subList(1, 3))
                .isEqualTo(story(here, TENANT).subList(1, 3));

        there.execute("delete from item_allergens where item_id = 21", "update shops set city_id = 3 where id = 2");
        assertThat(service.diff(backup.id()).total().written()).isEqualTo(2);
        service.restore(backup.id(), RestoreRequest.into(TENANT));
        assertThat(story(there, TENANT)).isEqualTo(story(here, TENANT));
        assertThat(story(there, TenantId.of(1))).isEqualTo(bystander);
        assertThat(there.rows("select id, code from allergens order by id")).isEqualTo(shared);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatCantBeFoundAgainAreNamedBeforeAnythingIsWritten(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = database(engine, TABLES, HERE, SHOPS);
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = database(engine, TABLES, THERE);
        there.execute("delete from allergens where code = 'milk'", "delete from cities where name = 'Ulm'");
        TenantBackupService service = service(there, storage);

        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(TENANT));
        assertThat(plan.conflicts()).extracting(Conflict::kind).containsOnly(Conflict.Kind.SHARED_ROW);
        assertThat(plan.conflicts())
                .extracting(conflict -> conflict.message().toLowerCase(Locale.ROOT))
                .anyMatch(message ->
                        message.contains("row (code=milk) isn't here; its key (id=2) is that of row (code=nuts) here"))
                .anyMatch(message -> message.contains("row (country_id=1, name=ulm) isn't here"));
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(ConflictException.class);
        assertThat(there.rows("select id from shops")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void missingRowsAreCreatedIfAllowed(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = database(engine, TABLES, HERE, SHOPS);
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = database(engine, TABLES, THERE);
        there.execute(
                "delete from allergens where code = 'milk'",
                "delete from cities where name = 'Lyon'",
                "delete from cities where name = 'Ulm'",
                "delete from countries where code = 'DE'");
        TenantBackupService service = service(there, storage);
        RestoreRequest creating = RestoreRequest.into(TENANT).withSharedRows(SharedRowPolicy.CREATE);

        RestorePlan plan = service.plan(backup.id(), creating);
        assertThat(plan.conflicts()).isEmpty();
        assertThat(there.rows("select code from allergens order by code")).containsExactly("fish", "nuts");
        RestoreResult restored = service.restore(backup.id(), creating);

        assertThat(restored.tables()).isEqualTo(plan.tables());
        assertThat(story(there, TENANT)).isEqualTo(story(here, TENANT));
        assertThat(there.rows("select id, code from countries order by id"))
                .containsExactly("2 | DE", "3 | AT", "7 | FR");
        assertThat(there.rows("select id, code from allergens order by id"))
                .containsExactly("1 | fish", "2 | nuts", "3 | milk");
        assertThat(there.rows("select c.id, c.name, l.code from cities c join countries l on l.id = c.country_id"
                        + " order by c.id"))
                .containsExactly("2 | Ulm | DE", "3 | Wien | AT");

        service.undo(restored.id(), OperationContext.NONE);
        assertThat(there.rows("select id from shops")).isEmpty();
        assertThat(there.rows("select code from allergens order by code")).containsExactly("fish", "milk", "nuts");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatCantBeCreatedBesideAnotherIsNamedInThePlan(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        String flags = "alter table countries add flag varchar(10); alter table countries add unique (flag)";
        GivenDatabase here =
                database(engine, TABLES, HERE, SHOPS, flags, "update countries set flag = 'black' where code = 'DE'");
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = database(engine, TABLES, THERE, flags);
        there.execute(
                "delete from cities where name = 'Ulm'",
                "delete from countries where code = 'DE'",
                "update countries set flag = 'black' where code = 'FR'");
        TenantBackupService service = service(there, storage);
        RestoreRequest creating = RestoreRequest.into(TENANT).withSharedRows(SharedRowPolicy.CREATE);

        assertThat(service.plan(backup.id(), creating).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.UNIQUE_TAKEN);
                    assertThat(conflict.message())
                            .containsIgnoringCase("countries")
                            .containsIgnoringCase("flag");
                });
        assertThatThrownBy(() -> service.restore(backup.id(), creating)).isInstanceOf(ConflictException.class);
        assertThat(there.rows("select code from countries order by code")).containsExactly("AT", "FR");
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedRowIsInNobodysWayUntilSomethingRefersToItAnew(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = database(engine, TABLES, HERE, SHOPS);
        TenantBackupService service = service(here, storage);
        BackupInfo backup = service.exportTenant(TENANT);
        List<List<String>> bystander = story(here, TenantId.of(1));
        here.execute(
                "update allergens set code = 'dairy' where code = 'milk'",
                "update items set name = 'Changed' where id = 21");

        assertThat(service.diff(backup.id()).conflicts()).isEmpty();
        service.restore(backup.id(), RestoreRequest.into(TENANT));
        assertThat(here.rows("select name from items where id = 21")).containsExactly("Item 1");

        here.execute("delete from item_allergens where item_id = 22 and allergen_id = 2");
        assertThat(service.diff(backup.id()).conflicts())
                .extracting(Conflict::message)
                .singleElement()
                .asString()
                .containsIgnoringCase("row (code=milk) isn't here; its key (id=2) is that of row (code=dairy) here");
        service.restore(backup.id(), RestoreRequest.into(TENANT).withSharedRows(SharedRowPolicy.BY_KEY));
        assertThat(here.rows("select allergen_id from item_allergens where item_id = 22 order by allergen_id"))
                .containsExactly("1", "2");
        here.execute("update allergens set code = 'milk' where code = 'dairy'");
        assertThat(story(here, TenantId.of(1))).isEqualTo(bystander);
    }

    @ParameterizedTest
    @EnumSource
    void sharedRowsThatOnlyDocumentsNameComeAlongWithTheirParents(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = database(
                engine,
                TABLES,
                HERE,
                SHOPS,
                "insert into allergens values (4, 'soy'), (5, 'mustard')",
                "insert into countries values (4, 'IT', 'Italy')",
                "insert into seals values (1, 4, 'DOP')",
                "update items set notes = '{\"allergens\": [4, 99, 2], \"seals\": [1]}' where id in (11, 21)");
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = database(
                engine,
                TABLES,
                THERE,
                "insert into allergens values (4, 'wheat'), (5, 'soy')",
                "insert into countries values (2, 'IT', 'Italy'), (4, 'ES', 'Spain')",
                "insert into seals values (1, 4, 'DOP'), (9, 2, 'DOP')",
                "insert into shops values (1, 'One', 3)",
                "insert into items values (11, 1, 'Item 1', '{\"allergens\": [4, 99, 2], \"seals\": [1]}')");
        TenantBackupService service = service(there, storage);
        List<String> bystander = notes(there, TenantId.of(1));

        service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(notes(there, TENANT))
                .containsExactly(
                        "{\"allergens\": [5, 99, 10], \"seals\": [9]}",
                        "{\"allergens\": [10, 10]}",
                        "{\"allergens\": [1, 10]}");
        assertThat(service.diff(backup.id()).total().isEmpty()).isTrue();
        assertThat(notes(there, TenantId.of(1))).isEqualTo(bystander);

        there.execute("update items set notes = '{}' where id = 21", "update allergens set code = 'old' where id = 5");
        assertThat(service.diff(backup.id()).conflicts())
                .extracting(conflict -> conflict.message().toLowerCase(Locale.ROOT))
                .singleElement()
                .asString()
                .contains("row (code=soy) isn't here", "$.allergens[*]");
    }
}
