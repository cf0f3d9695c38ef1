// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What random rounds once found wrong in restores in place, each in the smallest schema that shows it. */
class FoundInPlaceTest {

    private static final RestoreRequest IN_PLACE = RestoreRequest.into(SmallDatabase.ONE);

    @ParameterizedTest
    @EnumSource
    void swappedUuidsAreSwappedBack(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table tickets (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " code uuid not null unique)",
                "insert into tickets values (1, 1, '00000000-0000-0000-0000-000000000001')",
                "insert into tickets values (2, 1, '00000000-0000-0000-0000-000000000002')",
                "insert into tickets values (3, 2, '00000000-0000-0000-0000-000000000003')");

        restoresAfter(
                database,
                "select * from tickets",
                "update tickets set code = '00000000-0000-0000-0000-00000000000f' where id = 1",
                "update tickets set code = '00000000-0000-0000-0000-000000000001' where id = 2",
                "update tickets set code = '00000000-0000-0000-0000-000000000002' where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void swappedNumbersNeedNoRoomBelowZeroNorAmongNumbersThatAreThere(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table seats (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " no integer not null unique check (no >= 0))",
                "create table floors (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " no integer not null unique)",
                "insert into seats values (1, 1, 0), (2, 1, 1), (3, 2, 2)",
                "insert into floors values (1, 1, 5), (2, 1, -1), (3, 2, -2), (4, 1, -4), (5, 1, -3), (6, 1, -5)");

        restoresAfter(
                database,
                "select id, tenant_id, no from seats union all select id, tenant_id, no from floors",
                "update seats set no = 7 where id = 1",
                "update seats set no = 0 where id = 2",
                "update seats set no = 1 where id = 1",
                "update floors set no = 7 where id = 1",
                "update floors set no = 5 where id = 2",
                "update floors set no = -1 where id = 1",
                "update floors set no = 8 where id = 4",
                "update floors set no = 9 where id = 5",
                "update floors set no = 10 where id = 6");
    }

    @ParameterizedTest
    @EnumSource
    void swappedTextsAsLongAsTheirColumnNeedNoRoomBeyondIt(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table users (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " mail varchar(19) not null unique check (mail like '%@%'))",
                "insert into users values (1, 1, 'anatola@example.org'), (2, 1, 'anatolb@example.org')",
                "insert into users values (3, 2, 'anatolc@example.org')");

        restoresAfter(
                database,
                "select * from users",
                "update users set mail = '@' where id = 1",
                "update users set mail = 'anatola@example.org' where id = 2",
                "update users set mail = 'anatolb@example.org' where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void referencesThatMayBeNullAreSwappedBackThoughEachIsUnique(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table("guests", table -> table.ownedThrough("seat_id", "order_id")),
                "create table seats (id integer primary key, tenant_id integer not null references tenants (id))",
                "create table guests (id integer primary key, seat_id integer unique references seats (id),"
                        + " order_id integer references seats (id))",
                "insert into seats values (1, 1), (2, 1), (3, 2)",
                "insert into guests values (1, 1, null), (2, 2, null), (3, 3, null)");

        restoresAfter(
                database,
                "select * from guests",
                "update guests set seat_id = null where id = 1",
                "update guests set seat_id = 1 where id = 2",
                "update guests set seat_id = 2 where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void aRowMadeAgainUnderItsUniqueNameGivesWayThoughOthersHoldOnToIt(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table menus (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " slug varchar(20) not null unique)",
                "create table items (id integer primary key, menu_id integer not null references menus (id))",
                "insert into menus values (1, 1, 'lunch'), (2, 2, 'dinner')",
                "insert into items values (1, 1), (2, 2)");

        restoresAfter(
                database,
                "select items.id, menu_id, slug from items join menus on menus.id = menu_id",
                "update menus set slug = 'old' where id = 1",
                "insert into menus values (3, 1, 'lunch')",
                "update items set menu_id = 3 where id = 1",
                "delete from menus where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void parentsOfRowsThatOthersHoldOnToAreDeletedAfterThem(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table menus (id integer primary key, tenant_id integer not null references tenants (id))",
                "create table pages (id integer primary key, menu_id integer not null references menus (id))",
                "create table items (id integer primary key, page_id integer not null references pages (id))",
                "insert into menus values (1, 1), (2, 2)",
                "insert into pages values (1, 1), (2, 2)",
                "insert into items values (1, 1), (2, 2)");

        restoresAfter(
                database,
                "select items.id, page_id, menu_id from items join pages on pages.id = page_id",
                "insert into menus values (3, 1)",
                "insert into pages values (3, 3)",
                "update items set page_id = 3 where id = 1",
                "delete from pages where id = 1",
                "delete from menus where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatMustReferToTheirOwnTableComeAfterTheirParentsAndGoBeforeThem(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table folders (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " parent_id integer not null, foreign key (parent_id) references folders (id))",
                "insert into folders values (9, 1, 9), (8, 1, 9)",
                "insert into folders values (1, 1, 8), (2, 1, 1), (5, 1, 8), (3, 1, 5), (20, 2, 20), (10, 2, 20)");

        restoresAfter(
                database,
                "select * from folders",
                "delete from folders where id = 2",
                "delete from folders where id in (1, 3)",
                "delete from folders where id = 5",
                "delete from folders where id = 8",
                "insert into folders values (17, 1, 9)",
                "insert into folders values (16, 1, 17)",
                "insert into folders values (18, 1, 16)",
                "insert into folders values (11, 1, 18)");
    }

    @ParameterizedTest
    @EnumSource
    void aParentThatMustGoWaitsForAChildThatOthersHoldOnTo(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table folders (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " parent_id integer not null, slug varchar(20) not null unique,"
                        + " foreign key (parent_id) references folders (id))",
                "create table files (id integer primary key, folder_id integer not null references folders (id))",
                "insert into folders values (5, 1, 5, 'top'), (1, 1, 5, 'a'), (2, 2, 2, 'b')",
                "insert into files values (1, 1), (2, 2)");

        restoresAfter(
                database,
                "select files.id, folder_id, parent_id, slug from files join folders on folders.id = folder_id",
                "update folders set slug = 'old' where id = 1",
                "insert into folders values (4, 1, 5, 'new')",
                "insert into folders values (3, 1, 4, 'a')",
                "update files set folder_id = 3 where id = 1",
                "delete from folders where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void theTenantColumnIsNeverSetAside(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table places (id integer primary key, tenant_id integer not null, place integer not null,"
                        + " unique (tenant_id, place))",
                "insert into places values (1, 1, 1), (2, 1, 2), (3, 2, 1)");

        restoresAfter(
                database,
                "select * from places",
                "update places set place = 7 where id = 1",
                "update places set place = 1 where id = 2",
                "update places set place = 2 where id = 1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutAKeyAreDeletedAsTheyAre(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table notes (tenant_id integer not null references tenants (id), page_id integer, text varchar(20))",
                "create table pages (id integer primary key, tenant_id integer not null references tenants (id))",
                "alter table notes add foreign key (page_id) references pages (id) on delete set null",
                "alter table tenants add page_id integer references pages (id)",
                "insert into pages values (1, 1), (2, 2)",
                "insert into notes values (1, 1, 'a'), (2, 2, 'a')");

        restoresAfter(
                database,
                "select * from notes",
                "insert into pages values (3, 1)",
                "insert into notes values (1, 3, 'b')",
                "insert into notes values (1, 3, 'b')");
    }

    @ParameterizedTest
    @EnumSource
    void anExchangeThatLeavesNoRoomIsRefusedByName(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table seats (id integer primary key, tenant_id integer not null references tenants (id))",
                "create table guests (id integer primary key, seat_id integer not null unique references seats (id))",
                "insert into seats values (1, 1), (2, 1), (3, 1), (4, 2)",
                "insert into guests values (1, 1), (2, 2), (4, 4)");
        BackupId backup = database.export();
        database.execute(
                "update guests set seat_id = 3 where id = 1",
                "update guests set seat_id = 1 where id = 2",
                "update guests set seat_id = 2 where id = 1");
        List<String> exchanged = database.rows("select * from guests");

        assertThat(database.service().plan(backup, IN_PLACE).conflicts())
                .extracting(Conflict::kind)
                .containsExactly(Conflict.Kind.UNIQUE_TAKEN);
        assertThatThrownBy(() -> database.service().restore(backup, IN_PLACE))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("about to give up")
                .hasMessageContaining("come back with the restore");
        assertThat(database.rows("select * from guests")).isEqualTo(exchanged);

        database.execute("delete from guests where id in (1, 2)");
        database.service().restore(backup, IN_PLACE);
        assertThat(database.rows("select * from guests")).containsExactly("1 1", "2 2", "4 4");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatNothingWouldReferToAnyMoreStopsAMergeByName(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table("files", table -> table.ownedByReferrers()),
                "create table files (id integer primary key, name varchar(20))",
                "create table pages (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " file_id integer references files (id))",
                "insert into files values (1, 'a'), (2, 'b')",
                "insert into pages values (1, 1, 1), (2, 2, 2)");
        BackupId backup = database.export();
        database.execute(
                "insert into files values (3, 'c')",
                "update pages set file_id = 3 where id = 1",
                "delete from files where id = 1");

        for (RestoreMode mode : List.of(RestoreMode.MERGE, RestoreMode.MISSING_ONLY)) {
            assertThat(database.service().plan(backup, IN_PLACE.withMode(mode)).conflicts())
                    .as("file 3 would stay alone, or file 1 come back alone")
                    .extracting(Conflict::kind)
                    .containsExactly(Conflict.Kind.UNREFERRED);
        }
        database.service().restore(backup, IN_PLACE);

        assertThat(database.rows("select * from files")).containsExactly("1 a", "2 b");
        assertThat(database.rows("select * from pages")).containsExactly("1 1 1", "2 2 2");
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreDeletedThoughWhatTheyReferToIsSetAsideMeanwhile(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table(
                        "tags",
                        table -> table.reference(ReferenceDeclaration.of(
                                                List.of("at_tenant", "place"),
                                                TableName.of("seats"),
                                                List.of("tenant_id", "place"))
                                        .named("seat"))
                                .ownedThrough("seat")),
                "create table seats (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " place integer not null, unique (tenant_id, place))",
                "create table tags (id integer primary key, at_tenant integer not null, place integer not null)",
                "insert into seats values (1, 1, 1), (2, 1, 2), (3, 2, 1)",
                "insert into tags values (1, 1, 1), (2, 2, 1)");

        restoresAfter(
                database,
                "select id, tenant_id, place from seats union all select id, at_tenant, place from tags",
                "update seats set place = 9 where id = 1",
                "update seats set place = 1 where id = 2",
                "update seats set place = 2 where id = 1",
                "insert into tags values (3, 1, 2)");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatLostItsWayAndWouldFindItAgainIsNamedBeforeItStandsThereTwice(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table(
                        "notes", table -> table.ownedThrough("page_id").reference("page_id", "pages")),
                "create table pages (id integer primary key, tenant_id integer not null references tenants (id))",
                "create table notes (page_id integer, text varchar(20))",
                "insert into pages values (1, 1), (2, 2)",
                "insert into notes values (1, 'a'), (2, 'a')");
        BackupId backup = database.export();
        database.execute("delete from pages where id = 1");

        assertThat(database.service().plan(backup, IN_PLACE).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.JOINING);
                    assertThat(conflict.samples()).singleElement().asString().contains("=1");
                });
        assertThatThrownBy(() -> database.service().restore(backup, IN_PLACE)).isInstanceOf(ConflictException.class);
        assertThat(database.rows("select * from pages")).containsExactly("2 2");

        database.execute("delete from notes where page_id = 1");
        database.service().restore(backup, IN_PLACE);
        assertThat(database.rows("select * from notes")).containsExactly("1 a", "2 a");
    }

    /** The rows of all tenants are as they were: one's restored, another's untouched. */
    private static void restoresAfter(SmallDatabase database, String query, String... damage) {
        List<String> before = database.rows(query);
        BackupId backup = database.export();
        database.execute(damage);
        List<String> damaged = database.rows(query);
        assertThat(damaged).isNotEqualTo(before);

        assertThat(database.service().plan(backup, IN_PLACE).conflicts()).isEmpty();
        database.service().restore(backup, IN_PLACE);

        assertThat(database.rows(query)).isEqualTo(before);
    }
}
