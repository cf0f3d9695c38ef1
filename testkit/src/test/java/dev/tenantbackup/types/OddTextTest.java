// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static dev.tenantbackup.types.HostDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that only H2 takes: half a character, and a NUL. */
class OddTextTest {

    private final HostDatabase host = HostDatabase.create(Engine.H2);

    private void texts(String type, String sql) {
        host.run(List.of(
                "create table notes (tenant_id integer not null references tenants (id), k integer, v " + type
                        + ", primary key (tenant_id, k))",
                "insert into notes values (1, 7, " + sql + "), (2, 7, " + sql + ")"));
    }

    @Test
    void halfACharacterIsNamedAndNothingIsStored() {
        texts("varchar(10)", "'a' || char(55357)");

        assertThatThrownBy(() -> host.service().exportTenant(TENANT))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining("'NOTES'")
                .hasMessageContaining("column 'V' in row (TENANT_ID=2, K=7)")
                .hasMessageContaining("unpaired surrogate")
                .hasMessageContaining("repair the text");
        assertThat(host.service().list().backups()).isEmpty();
    }

    /** No archive stands between a clone and its source. */
    @Test
    void halfACharacterIsClonedAsItIs() {
        texts("varchar(10)", "'a' || char(55357)");

        host.service().clone(TENANT, CloneRequest.named("Casa Nueva"));

        assertThat(host.texts("select v from notes")).containsOnly("a\ud83d").hasSize(3);
    }

    @Test
    void aNulComesBack() {
        texts("varchar(10)", "'a' || char(0) || 'b'");
        BackupInfo backup = host.service().exportTenant(TENANT);
        assertThat(host.archived(backup.id()).get("tables/notes.json")).contains("\"a\\u0000b\"");
        host.run(List.of("update notes set v = 'ab' where tenant_id = 2"));

        host.service().restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(host.texts("select v from notes order by tenant_id")).containsExactly("a\0b", "a\0b");
    }
}
