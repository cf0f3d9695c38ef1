// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static dev.tenantbackup.types.HostDatabase.BYSTANDER;
import static dev.tenantbackup.types.HostDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of megabytes, and numbers of a thousand digits. */
class BigValuesTest {

    private static final int LENGTH = 1_500_000;

    /** Each product and each kind of table in every build, all pairs of them in the thorough tier. */
    static Stream<Arguments> tables() {
        Stream<Arguments> everyBuild = Stream.of(Arguments.of(Engine.H2, false), Arguments.of(Engine.POSTGRESQL, true));
        Stream<Arguments> others = Stream.of(Arguments.of(Engine.H2, true), Arguments.of(Engine.POSTGRESQL, false));
        return Tier.isThorough() ? Stream.concat(everyBuild, others) : everyBuild;
    }

    @ParameterizedTest(name = "{0}, with a key: {1}")
    @MethodSource("tables")
    void comeBackToTheLastByte(Engine engine, boolean keyed) {
        HostDatabase host = HostDatabase.create(engine);
        boolean h2 = engine == Engine.H2;
        host.run(List.of("create table big (tenant_id integer not null references tenants (id), k integer, "
                + (h2 ? "t clob, b blob, n numeric(1000, 500)" : "t text, b bytea, n numeric")
                + (keyed ? ", primary key (tenant_id, k))" : ")")));
        for (TenantId tenant : List.of(BYSTANDER, TENANT)) {
            host.run(List.of(insert(h2, tenant, 0, "a"), insert(h2, tenant, 1, "b")));
        }
        List<String> before = witnessed(host, h2, TENANT);
        BackupInfo backup = host.service().exportTenant(TENANT);
        Map<String, String> archived = host.archived(backup.id());
        assertThat(archived.get("tables/big.json")).hasSizeGreaterThan(4 * LENGTH);

        // the last character, the last byte, the last digit
        host.run(List.of(
                "delete from big where tenant_id = 2 and k = 1",
                insert(h2, TENANT, 1, "c"),
                "update big set n = n + " + "0." + "0".repeat(499) + "1 where tenant_id = 2 and k = 0"));
        assertThat(host.service().diff(backup.id()).total().written()).isEqualTo(keyed ? 2 : 4);
        host.service().restore(backup.id(), RestoreRequest.into(TENANT));
        TenantId clone =
                host.service().clone(TENANT, CloneRequest.named("Casa Nueva")).tenant();

        assertThat(witnessed(host, h2, TENANT)).isEqualTo(before);
        assertThat(witnessed(host, h2, clone)).isEqualTo(before);
        assertThat(witnessed(host, h2, BYSTANDER)).isEqualTo(before);
        assertThat(host.archived(host.service().exportTenant(TENANT).id()).get("tables/big.json"))
                .isEqualTo(archived.get("tables/big.json"));
    }

    private static String insert(boolean h2, TenantId tenant, int key, String last) {
        String text = "repeat('0123456789', " + LENGTH / 10 + ") || '" + last + "'";
        String bytes = h2 ? "stringtoutf8(" + text + ")" : "convert_to(" + text + ", 'UTF8')";
        String number = "9".repeat(499) + "." + "1234567890".repeat(50);
        return "insert into big values (" + tenant + ", " + key + ", " + text + ", " + bytes + ", " + number + ")";
    }

    /** Lengths and digests as the database computes them. */
    private static List<String> witnessed(HostDatabase host, boolean h2, TenantId tenant) {
        String bytes = h2 ? "rawtohex(hash('SHA-256', b))" : "encode(sha256(b), 'hex')";
        String text =
                h2 ? "rawtohex(hash('SHA-256', stringtoutf8(t)))" : "encode(sha256(convert_to(t, 'UTF8')), 'hex')";
        return host.texts("select k || ' ' || octet_length(b) || ' ' || " + bytes + " || ' ' || length(t) || ' ' || "
                + text + " || ' ' || n from big where tenant_id = " + tenant + " order by k");
    }
}
