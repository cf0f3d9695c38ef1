// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FencedShops;
import dev.tenantbackup.incident.Assessment.Look;
import dev.tenantbackup.incident.Assessment.Verdict;
import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damage older than the newest backups is found, undone behind the fence, verified and reported. */
class IncidentTest {

    private static final List<DamageSign> LINES_GONE = List.of(DamageSign.missing(TableName.of("order_lines"), 1));
    private static final String[] DAMAGE = {"delete from notes where id = 71", "delete from order_lines where id = 70"};
    private static final OperationContext CONTEXT = OperationContext.of(ACTOR);
    private static final String WHAT = "order lines <b>vanished</b>";

    private static List<String> rows(FencedShops shops) {
        return shops.rows("select 'l', id, order_id, what from order_lines"
                + " union all select 'o', id, shop_id, 'x' from orders order by 1, 2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aDamageThatTwoBackupsHaveTooIsUndoneStepByStep(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        TenantBackupService service = shops.service();
        BackupId sound = service.exportTenant(FENCED).id();
        List<String> before = rows(shops);
        shops.execute(DAMAGE);
        BackupId first = service.exportTenant(FENCED).id();
        shops.execute("update pages set what = 'fresh' where id = 70");
        BackupId second = service.exportTenant(FENCED).id();
        shops.execute("update pages set what = 'fresher' where id = 70");
        IncidentProcedure incidents = service.incidents();

        IncidentId id = incidents.open(FENCED, WHAT, ACTOR).id();
        assertThat(incidents.find(id).next()).contains(IncidentStep.FENCE);
        incidents.fence(id, FenceLevel.WRITES, Duration.ofMinutes(1), ACTOR);
        assertThatThrownBy(() -> shops.execute("update pages set what = 'x' where id = 70"))
                .hasMessageContaining("incident " + id);
        Assessment assessment = incidents.assess(id, LINES_GONE, ACTOR);
        assertThat(assessment.looks())
                .extracting(Look::backup, Look::verdict)
                .containsExactly(
                        tuple(second, Verdict.DAMAGED), tuple(first, Verdict.DAMAGED), tuple(sound, Verdict.SOUND));
        Incident restored = incidents.restore(id, CONTEXT);
        assertThat(restored.latest(IncidentStep.RESTORE).orElseThrow().facts())
                .containsEntry("backup", sound.value())
                .containsEntry("exclusive", "true")
                .containsEntry("rowsWritten", "3")
                .containsKey("safetyBackup");
        assertThat(rows(shops)).isEqualTo(before);
        assertThatThrownBy(() -> incidents.resume(id, ACTOR))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not been verified");
        assertThat(incidents.verify(id, CONTEXT).next()).contains(IncidentStep.RESUME);
        Incident closed = incidents.resume(id, ACTOR);

        assertThat(closed.isClosed()).isTrue();
        assertThat(incidents.find(id)).isEqualTo(closed);
        shops.execute("update pages set what = 'x' where id = 70");
        assertThatThrownBy(() -> incidents.restore(id, CONTEXT)).hasMessageContaining("is closed");
        assertThat(IncidentReport.markdown(closed))
                .contains("order lines \\<b\\>vanished\\</b\\>")
                .contains("- Closed")
                .contains("has the damage itself")
                .contains("Table order\\_lines: 1 rows missing now, 0 changed, 0 added; missing (id=70)")
                .doesNotContain("interrupted");
    }

    @Test
    void withoutAFenceTheStepIsSkippedAndWhatFailedIsTakenAgainByAnother() {
        FencedShops shops = FencedShops.open(Engine.H2);
        TenantBackupService service = shops.unfenced();
        service.exportTenant(FENCED);
        List<String> before = rows(shops);
        shops.execute(DAMAGE);
        IncidentProcedure incidents = service.incidents();
        IncidentId id = incidents.open(FENCED, WHAT, ACTOR).id();
        incidents.fence(id, FenceLevel.WRITES, Duration.ZERO, ACTOR);
        incidents.assess(id, List.of(), ACTOR);
        shops.execute("alter table order_lines add constraint no_soup check (id <> 70)");

        assertThatThrownBy(() -> incidents.restore(id, CONTEXT)).isInstanceOf(ConflictException.class);

        Incident failed = shops.unfenced().incidents().list().get(0);
        assertThat(failed.latest(IncidentStep.FENCE).orElseThrow().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(failed.latest(IncidentStep.RESTORE).orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.next()).contains(IncidentStep.RESTORE);
        shops.execute("alter table order_lines drop constraint no_soup");
        assertThat(shops.unfenced().incidents().restore(id, CONTEXT).next()).contains(IncidentStep.VERIFY);
        assertThat(rows(shops)).isEqualTo(before);
    }

    @Test
    void aBackupThatCanNotBeReadIsPassedBy() {
        FencedShops shops = FencedShops.open(Engine.H2);
        TenantBackupService service = shops.unfenced();
        BackupId sound = service.exportTenant(FENCED).id();
        BackupId broken = service.exportTenant(FENCED).id();
        shops.breakArchive(broken);
        shops.execute(DAMAGE);
        IncidentProcedure incidents = service.incidents();

        IncidentId id = incidents.open(FENCED, WHAT, ACTOR).id();
        Assessment assessment = incidents.assess(id, List.of(), ACTOR);

        assertThat(assessment.looks()).extracting(Look::verdict).containsExactly(Verdict.UNUSABLE, Verdict.SOUND);
        assertThat(assessment.incident().soundBackup()).contains(sound);
    }

    @Test
    void whereEveryBackupHasTheDamageNoneIsRestored() {
        FencedShops shops = FencedShops.open(Engine.H2);
        shops.execute(DAMAGE);
        TenantBackupService service = shops.unfenced();
        service.exportTenant(FENCED);
        IncidentProcedure incidents = service.incidents();
        IncidentId id = incidents.open(FENCED, WHAT, ACTOR).id();

        Assessment assessment =
                incidents.assess(id, List.of(DamageSign.missing(TableName.of("ORDER_LINES"), 1)), ACTOR);

        assertThat(assessment.sound()).isEmpty();
        assertThat(assessment.incident().next()).contains(IncidentStep.FENCE);
        assertThatThrownBy(() -> incidents.restore(id, CONTEXT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("No assessment");
        assertThat(incidents.resume(id, ACTOR).isClosed())
                .as("nothing was restored")
                .isTrue();
    }
}
