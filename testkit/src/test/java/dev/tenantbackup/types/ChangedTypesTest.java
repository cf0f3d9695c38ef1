// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static dev.tenantbackup.types.HostDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns whose type changed since the backup, and keys of types that no new ones can be made of. */
class ChangedTypesTest {

    private static final String ROWS = "select k || ' ' || v || ' ' || n || ' ' || s from notes order by k";

    private static HostDatabase withNotes(Engine engine) {
        HostDatabase host = HostDatabase.create(engine);
        host.run(List.of(
                "create table notes (k integer primary key, tenant_id integer not null references tenants (id),"
                        + " v varchar(20), n numeric(10,4), s integer)",
                "insert into notes values (1, 1, 'abcd', 1.2345, 70000), (2, 2, 'abcd', 1.2345, 70000),"
                        + " (3, 2, 'ab', 2.5, 7)"));
        return host;
    }

    private static String change(Engine engine, String column, String type) {
        return "alter table notes "
                + switch (engine) {
                    case H2 -> "alter column " + column + " set data type " + type;
                    case POSTGRESQL -> "alter column " + column + " type " + type;
                    case MARIADB -> "modify column " + column + " " + type;
                };
    }

    private static List<String> texts(HostDatabase host) {
        return host.texts(
                host.engine() == Engine.MARIADB ? "select concat_ws(' ', k, v, n, s) from notes order by k" : ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void thatCanNotHoldEveryArchivedValueAreNamedBeforeAnythingIsWritten(Engine engine) {
        HostDatabase host = withNotes(engine);
        List<String> before = texts(host);
        BackupId backup = host.service().exportTenant(TENANT).id();
        host.run(List.of(
                "update notes set v = 'x', n = 1, s = 1",
                change(engine, "v", "varchar(3)"),
                change(engine, "n", "numeric(10,1)"),
                change(engine, "s", "smallint")));
        List<String> narrowed = texts(host);

        List<Conflict> conflicts =
                host.service().plan(backup, RestoreRequest.into(TENANT)).conflicts();
        ConflictException refusal = catchThrowableOfType(
                ConflictException.class, () -> host.service().restore(backup, RestoreRequest.into(TENANT)));

        assertThat(conflicts)
                .extracting(conflict -> conflict.message().toLowerCase(Locale.ROOT))
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message)
                                .startsWith("column 'v' of table 'notes' was ")
                                .contains("(20)", "(3)", "can't hold 1 of the archived values"),
                        message -> assertThat(message)
                                .startsWith("column 'n' of table 'notes' was ")
                                .contains("can't hold 2 of the archived values"),
                        message -> assertThat(message)
                                .startsWith("column 's' of table 'notes' was int")
                                .contains("smallint", "can't hold 1 of the archived values"));
        assertThat(refusal).hasMessageContaining("can't hold 2 of the archived values");
        assertThat(texts(host)).isEqualTo(narrowed);

        host.run(List.of(
                change(engine, "v", "varchar(4)"),
                change(engine, "n", "numeric(12,4)"),
                change(engine, "s", "bigint")));
        host.service().restore(backup, RestoreRequest.into(TENANT));
        assertThat(texts(host)).hasSize(3).containsAll(before.subList(1, 3));
        assertThat(texts(host).get(0)).startsWith("1 x 1");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyOfDaysHasNoNewOnes(Engine engine) {
        HostDatabase host = HostDatabase.create(engine);
        host.run(List.of(
                "create table days (d date primary key, tenant_id integer not null references tenants (id))",
                "insert into days values ('2026-01-01', 1), ('2026-01-02', 2)"));
        List<String> before = host.texts("select d from days order by d");

        assertRefusedByName(host, "days", "d");

        assertThat(host.texts("select d from days order by d")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyOfWordsHasNoNewOnes(Engine engine) {
        HostDatabase host = HostDatabase.create(engine);
        if (engine == Engine.POSTGRESQL) {
            host.run(List.of("create type word as enum ('a', 'b', 'c')"));
        }
        host.run(List.of(
                "create table words (w " + (engine == Engine.POSTGRESQL ? "word" : "enum('a', 'b', 'c')")
                        + " primary key, tenant_id integer not null references tenants (id))",
                "insert into words values ('a', 1), ('b', 2)"));

        assertRefusedByName(host, "words", "w");

        assertThat(host.texts("select w from words order by w")).containsExactly("a", "b");
    }

    private static void assertRefusedByName(HostDatabase host, String table, String column) {
        BackupId backup = host.service().exportTenant(TENANT).id();
        for (Runnable operation : List.<Runnable>of(
                () -> host.service().clone(TENANT, CloneRequest.named("Casa Nueva")),
                () -> host.service().plan(backup, RestoreRequest.asNewTenant("Casa Nueva")))) {
            TenantBackupException refusal = catchThrowableOfType(TenantBackupException.class, operation::run);
            assertThat(refusal.problem().message())
                    .contains("No new key can be made for table")
                    .containsIgnoringCase("'" + table + "'")
                    .containsIgnoringCase("[" + column + "]");
        }
        assertThat(host.texts("select id from tenants order by id")).containsExactly("1", "2");
    }
}
