// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard proves itself: a table that nobody classified stops every operation, and all such tables are named. */
class GuardTest {

    private static final TenantId TENANT = TenantId.of(2);

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void newTablesStopTheExportAllOfThemByName(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();
        BackupInfo earlier = platform.service.exportTenant(TENANT);
        addTables(platform);

        CatalogException refusal =
                catchThrowableOfType(CatalogException.class, () -> platform.service.exportTenant(TENANT));

        TableName cards = named(refusal, "loyalty_cards");
        TableName riddles = named(refusal, "riddles");
        assertThat(refusal.tables()).containsExactly(cards, riddles);
        assertThat(refusal.all())
                .allSatisfy(problem -> assertThat(problem.hint()).isPresent());
        assertThat(hint(refusal, cards)).contains("Proposed: references");
        assertThat(hint(refusal, riddles)).contains("declare it owned, shared or excluded");
        assertThat(refusal).hasMessageContaining("2 of").hasMessageContaining(cards.name());
        assertThat(platform.service.list().backups()).hasSize(1);
        assertThatThrownBy(() -> platform.service.restore(earlier.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(CatalogException.class);
        assertThatThrownBy(() -> platform.service.clone(TENANT, CloneRequest.named("Casa Nueva")))
                .isInstanceOf(CatalogException.class);
        platform.execute("drop table loyalty_cards");
        platform.execute("drop table riddles");
        assertThat(platform.digests()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void exportWithGapsIsMarkedIncomplete(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo whole = platform.service.exportTenant(TENANT);
        addTables(platform);

        BackupInfo gapped = platform.service.exportTenant(TENANT, ExportOptions.DEFAULTS.allowingGaps());

        assertThat(whole.complete()).isTrue();
        assertThat(gapped.complete()).isFalse();
        assertThat(gapped.tables()).isEqualTo(whole.tables());
        assertThat(platform.service.find(gapped.id()).orElseThrow().complete()).isFalse();
        assertThat(platform.service.validate(gapped.id()).valid()).isTrue();
    }

    private static void addTables(PlatformUnderTest platform) {
        platform.execute("create table loyalty_cards (id bigint primary key,"
                + " customer_id bigint references customers (id), stamps integer)");
        platform.execute("create table riddles (id bigint primary key, question varchar(200))");
    }

    private static TableName named(CatalogException refusal, String name) {
        return refusal.tables().stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not named in: " + refusal.getMessage()));
    }

    private static String hint(CatalogException refusal, TableName table) {
        return refusal.all().stream()
                .filter(problem -> problem.table().equals(Optional.of(table)))
                .findFirst()
                .flatMap(Problem::hint)
                .orElseThrow();
    }
}
