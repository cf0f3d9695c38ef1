// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What random rounds once found wrong in restores into another tenant and beside rows that are there, each in the smallest
 * schema that shows it.
 */
class FoundBesideTest {

    private static final RestoreRequest INTO_TWO = RestoreRequest.into(TenantId.of(2));
    private static final RestoreRequest BESIDE_TWO = INTO_TWO.withMode(RestoreMode.APPEND);

    @ParameterizedTest
    @EnumSource
    void equalRowsWithoutAKeyComeBesideThoseThatAreThere(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table notes (tenant_id integer not null references tenants (id), place integer, note varchar(20),"
                        + " unique (tenant_id, place))",
                "insert into notes values (1, 1, 'a'), (1, null, 'x'), (1, null, 'x')",
                "insert into notes values (2, 1, 'a'), (2, null, 'x')");

        database.service().restore(database.export(), BESIDE_TWO);

        assertThat(database.rows("select tenant_id, place, note from notes"))
                .containsExactly("1 1 a", "1 null x", "1 null x", "2 1 a", "2 null x", "2 null x", "2 null x");
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsRecognizedByAReferenceThatTheDatabaseDoesNotKnow(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table(
                        "addresses",
                        table -> table.reference("user_id", "users").ownedThrough("user_id")),
                "create table addresses (user_id integer primary key, town varchar(20))",
                "create table users (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " login varchar(20) not null, unique (tenant_id, login))",
                "insert into users values (1, 1, 'ana'), (2, 2, 'ana')",
                "insert into addresses values (1, 'Rome'), (2, 'Bari')");

        database.service().restore(database.export(), BESIDE_TWO);

        assertThat(database.rows("select * from addresses")).containsExactly("1 Rome", "2 Bari");
    }

    @ParameterizedTest
    @EnumSource
    void aRowDoesNotStandForOneThatOthersReferToByAnotherNumber(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table orders (tenant_id integer not null references tenants (id), no integer not null, code varchar(20),"
                        + " primary key (tenant_id, no), unique (tenant_id, code))",
                "create table entries (id integer primary key, tenant_id integer not null, no integer not null,"
                        + " foreign key (tenant_id, no) references orders (tenant_id, no))",
                "insert into orders values (1, 1, 'a'), (2, 2, 'a')",
                "insert into entries values (1, 1, 1), (2, 2, 2)");
        BackupId backup = database.export();

        assertThat(database.service().plan(backup, BESIDE_TWO).conflicts())
                .as("by its code order 1 is order 2 here, but its entry would go on referring to an order 1")
                .extracting(Conflict::kind)
                .containsExactly(Conflict.Kind.UNIQUE_TAKEN);
        assertThat(database.rows("select * from entries")).containsExactly("1 1 1", "2 2 2");
    }

    @ParameterizedTest
    @EnumSource
    void anUndoBringsBackWhatIsReferredToByAUniqueValueBeforeWhatRefersToIt(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table codes (tenant_id integer not null references tenants (id), no integer not null,"
                        + " code varchar(20) not null unique, primary key (tenant_id, no))",
                "create table uses (id integer primary key, code varchar(20) not null references codes (code))",
                "insert into codes values (1, 1, 'a'), (2, 1, 'b')",
                "insert into uses values (1, 'a'), (2, 'b')");
        BackupId backup = database.export();

        RestoreResult restored = database.service().restore(backup, INTO_TWO);
        assertThat(database.rows("select code from uses where id > 2")).containsExactly("a-2");
        database.service().undo(restored.id(), OperationContext.NONE);

        assertThat(database.rows("select * from codes")).containsExactly("1 1 a", "2 1 b");
        assertThat(database.rows("select * from uses")).containsExactly("1 a", "2 b");
    }
}
