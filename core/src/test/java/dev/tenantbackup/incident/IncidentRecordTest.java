// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.NoteName;
import dev.tenantbackup.repository.Orphans;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.verify.VerifyResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The record of an incident outlives whoever wrote it, and tells how far he came. */
class IncidentRecordTest {

    private static final TenantId TENANT = TenantId.of("casa");
    private static final Actor ANNA = Actor.of("anna");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private final BackupRepository repository = BackupRepository.of(new MemoryStorage());

    /** Dies when it is asked to restore, as a machine does. */
    private static final class DyingRecovery implements Recovery {

        @Override
        public List<BackupRecord> backups(TenantId tenant) {
            return List.of();
        }

        @Override
        public RestorePlan diff(BackupId backup) {
            throw new AssertionError("there is no backup");
        }

        @Override
        public Restored restore(BackupId backup, OperationContext context) {
            throw new OutOfMemoryError("planted");
        }

        @Override
        public VerifyResult verify(TenantId tenant, OperationContext context) {
            throw new AssertionError("nothing was restored");
        }

        @Override
        public Optional<TenantFence> fence() {
            return Optional.empty();
        }
    }

    private IncidentProcedure procedure() {
        return new IncidentProcedure(repository, new DyingRecovery(), InstantSource.fixed(NOW));
    }

    @Test
    void whoDiesInAStepLeavesItBegunAndTheNextOneFindsIt() {
        IncidentId id = procedure().open(TENANT, "the menu is gone", ANNA).id();
        procedure().fence(id, FenceLevel.WRITES, Duration.ZERO, ANNA);

        assertThatThrownBy(() -> procedure()
                        .restore(id, BackupId.of("tenant_export_casa_20260301020000"), OperationContext.of(ANNA)))
                .isInstanceOf(OutOfMemoryError.class);

        Incident found = procedure().list().get(0);
        assertThat(found.latest(IncidentStep.RESTORE).orElseThrow().outcome()).isEqualTo(Outcome.BEGUN);
        assertThat(found.isDone(IncidentStep.RESTORE)).isFalse();
        assertThat(found.next()).contains(IncidentStep.ASSESS);
        assertThat(IncidentReport.markdown(found))
                .contains("## restore: interrupted, or still under way")
                .contains("## fence: skipped");
        assertThatThrownBy(() -> procedure().resume(id, ANNA)).hasMessageContaining("not been verified");
    }

    @Test
    void anIncidentIsTheSameOnceItWasStored() {
        IncidentId id =
                procedure().open(TENANT, "çay \"gone\" \\ | \n twice", ANNA).id();
        Incident fenced = procedure().fence(id, FenceLevel.ALL, Duration.ZERO, ANNA);

        assertThat(procedure().find(id)).isEqualTo(fenced);
        assertThat(fenced.entries()).hasSize(2);
        assertThat(repository.reconciler().look(Orphans.KEEP).unknown()).isEmpty();
    }

    @Test
    void thePageTellsWhatTheReportTellsAndTakesWordsForWords() {
        IncidentId id = procedure()
                .open(TENANT, "<script>alert(1)</script> & more", ANNA)
                .id();
        procedure().fence(id, FenceLevel.WRITES, Duration.ZERO, ANNA);
        assertThatThrownBy(() -> procedure()
                        .restore(id, BackupId.of("tenant_export_casa_20260301020000"), OperationContext.of(ANNA)))
                .isInstanceOf(OutOfMemoryError.class);

        String page = IncidentReport.html(procedure().find(id));

        assertThat(page)
                .contains("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>")
                .contains("Open: next is assess")
                .contains("Fence: <span class=\"fair\">skipped")
                .contains("There is no fence here")
                .contains("Restore: <span class=\"fair\">interrupted, or still under way")
                .doesNotContain("<script", "http:", "https:");
        assertThat(page.split("<h2>")).hasSize(3);
    }

    @Test
    void anUnknownOrNewerRecordIsNamed() {
        assertThatThrownBy(() -> procedure().find(IncidentId.of("7f3a")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'7f3a'");
        repository.saveNote(NoteName.incident("7f3a"), "{\"formatVersion\": 2}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> procedure().list())
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("incident_7f3a.json");
    }
}
