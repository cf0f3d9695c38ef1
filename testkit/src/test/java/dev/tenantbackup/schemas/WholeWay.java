// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestorePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Export, damage, difference, restore, clone and undo of one tenant, and what must hold at each step. It is looked at by
 * another road than the library's: the whole content of the database, and a query that tells the tenant's story in words,
 * without a key.
 */
final class WholeWay {

    private final GivenDatabase database;
    private final TenantBackupService service;
    private final TenantId tenant;
    private final String story;

    /**
     * The way of one tenant.
     *
     * @param story selects everything that tells what the tenant has, through its references and without any key that a
     *     copy gets anew; {@code :tenant} stands for its id
     */
    WholeWay(GivenDatabase database, TenantBackupService service, TenantId tenant, String story) {
        this.database = database;
        this.service = service;
        this.tenant = tenant;
        this.story = story;
    }

    /** There and back, then a clone. */
    void assertWorks(String... damage) {
        assertComesBack(damage);
        assertIsCloned();
    }

    /** What was damaged comes back, and nothing else in the whole database moves. */
    void assertComesBack(String... damage) {
        Map<String, List<String>> before = database.content();
        BackupInfo backup = service.exportTenant(tenant);
        assertThat(service.validate(backup.id()).valid()).isTrue();
        database.execute(damage);
        assertThat(database.content()).as("the damage").isNotEqualTo(before);

        RestorePlan difference = service.diff(backup.id());
        assertThat(difference.conflicts()).extracting(Conflict::message).isEmpty();
        service.restore(backup.id(), RestoreRequest.into(tenant));

        assertThat(database.content()).isEqualTo(before);
        assertThat(service.diff(backup.id()).total().isEmpty()).isTrue();
    }

    /** A clone tells the same story beside its source, every row that was there is as it was, and an undo takes it away. */
    void assertIsCloned() {
        List<String> told = database.rows(story, tenant);
        assertThat(told).as("the tenant's story").isNotEmpty();
        Map<String, List<String>> before = database.content();

        var clone = service.clone(tenant, CloneRequest.named("Nueva"));

        assertThat(database.rows(story, clone.tenant())).isEqualTo(told);
        assertThat(database.rows(story, tenant)).isEqualTo(told);
        Map<String, List<String>> after = database.content();
        before.forEach((table, rows) -> assertThat(missing(rows, after.getOrDefault(table, List.of())))
                .as(table)
                .isEmpty());
        service.undo(clone.restore().id(), OperationContext.NONE);
        assertThat(database.content()).isEqualTo(before);
    }

    private static List<String> missing(List<String> rows, List<String> among) {
        List<String> missing = new ArrayList<>(rows);
        among.forEach(missing::remove);
        return missing;
    }
}
