// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static dev.tenantbackup.types.HostDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A type whose values can't be carried exactly is named, before anything is read or written. */
class RefusedTypesTest {

    @ParameterizedTest
    @EnumSource
    void stopEveryOperationAllOfThemByName(Engine engine) {
        HostDatabase host = HostDatabase.create(engine);
        host.run(List.of(
                "create table notes (id integer primary key, tenant_id integer not null references tenants (id))",
                "insert into notes values (1, 1), (2, 2)"));
        BackupInfo earlier = host.service().exportTenant(TENANT);
        List<String> refused = TypeList.of(engine).refused();
        List<String> statements = new ArrayList<>(TypeList.of(engine).setup());
        for (int i = 0; i < refused.size(); i++) {
            statements.add("alter table notes add column v" + i + " " + refused.get(i));
        }
        host.run(statements);

        for (Runnable operation : List.<Runnable>of(
                () -> host.service().catalog(),
                () -> host.service().exportTenant(TENANT),
                () -> host.service().clone(TENANT, CloneRequest.named("Casa Nueva")),
                () -> host.service().diff(earlier.id()),
                () -> host.service().restore(earlier.id(), RestoreRequest.into(TENANT)))) {
            CatalogException refusal = catchThrowableOfType(CatalogException.class, operation::run);
            assertThat(refusal.all()).extracting(Problem::message).hasSize(refused.size());
            for (int i = 0; i < refused.size(); i++) {
                assertThat(refusal.all()
                                .get(i)
                                .message()
                                .replace("(\"A\"", "(a")
                                .replace("\"B\"", "b"))
                        .containsIgnoringCase("'notes.v" + i + "' is of type " + refused.get(i) + ",")
                        .contains("can't carry exactly");
                assertThat(refusal.all().get(i).hint()).isPresent();
            }
        }
        assertThat(host.service().list().backups()).hasSize(1);
        assertThat(host.texts("select id from notes order by id")).containsExactly("1", "2");
    }
}
