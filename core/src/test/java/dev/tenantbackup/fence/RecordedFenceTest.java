// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Orphans;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A fence that the application keeps is remembered from before it is told until after. */
class RecordedFenceTest {

    private static final TenantId TENANT = TenantId.of("casa/7.1");
    private static final TenantId BYSTANDER = TenantId.of("casa_7.1");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    private static final FenceRequest WRITES = FenceRequest.writes(TENANT, Actor.of("anna"), "the menu is gone");

    private final MemoryStorage storage = new MemoryStorage();
    private final Application application = new Application();

    /** Writes down what it is told, and can be made to fail. */
    private static final class Application implements FenceSwitch {

        private final List<String> told = new ArrayList<>();
        private Effect effect = Effect.EFFECTIVE;
        private boolean isDead;

        @Override
        public Effect stop(RaisedFence fence, Duration patience) {
            tell("stop " + fence.tenant() + " " + fence.level().word());
            return effect;
        }

        @Override
        public void resume(TenantId tenant) {
            tell("resume " + tenant);
        }

        private void tell(String what) {
            told.add(what);
            if (isDead) {
                throw new IllegalStateException("no answer");
            }
        }
    }

    private RecordedFence fence() {
        return RecordedFence.of(storage, application).withClock(InstantSource.fixed(NOW));
    }

    @Test
    void theApplicationIsToldAndTheFenceIsRemembered() {
        RaisedFence up = fence().raise(WRITES);

        assertThat(up)
                .isEqualTo(new RaisedFence(TENANT, FenceLevel.WRITES, Actor.of("anna"), "the menu is gone", NOW, NOW));
        assertThat(fence().raised()).containsExactly(up);
        assertThat(fence().find(TENANT)).contains(up);
        assertThat(fence().find(BYSTANDER)).isEmpty();
        assertThat(fence().lift(TENANT)).contains(up);
        assertThat(application.told).containsExactly("stop casa/7.1 writes", "resume casa/7.1");
        assertThat(fence().raised()).isEmpty();
        assertThat(fence().lift(TENANT)).isEmpty();
    }

    @Test
    void theReconcilerKnowsItsDocument() {
        fence().raise(WRITES);

        assertThat(BackupRepository.of(storage).reconciler().look(Orphans.KEEP).unknown())
                .isEmpty();
    }

    @Test
    void raisedAgainItIsNotToldAgainAndStaysWhoseItWas() {
        RaisedFence up = fence().raise(WRITES);

        assertThat(fence().raise(FenceRequest.writes(TENANT, Actor.of("ben"), "mine")))
                .isEqualTo(up);
        assertThat(application.told).hasSize(1);
    }

    @Test
    void anotherLevelTakesItsPlace() {
        fence().raise(WRITES);

        RaisedFence all = fence().raise(FenceRequest.all(TENANT, Actor.of("ben"), "a breach"));

        assertThat(all.level()).isEqualTo(FenceLevel.ALL);
        assertThat(fence().raised()).containsExactly(all);
        assertThat(application.told).containsExactly("stop casa/7.1 writes", "stop casa/7.1 all");
    }

    @Test
    void whatIsOnlyAnnouncedIsUpAndNotEffective() {
        application.effect = FenceSwitch.Effect.ANNOUNCED;

        assertThat(fence().raise(WRITES).effective()).isEqualTo(Optional.empty());
        assertThat(fence().raised()).hasSize(1);
    }

    @Test
    void anApplicationThatFailsLeavesTheFenceUpToBeRaisedAgain() {
        application.isDead = true;

        assertThatThrownBy(() -> fence().raise(WRITES))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("'casa/7.1'")
                .hasMessageContaining("no answer");

        assertThat(fence().find(TENANT)).get().matches(up -> !up.isEffective());
        application.isDead = false;
        assertThat(fence().raise(WRITES).isEffective()).isTrue();
    }

    @Test
    void anApplicationThatFailsToGoOnLeavesTheFenceUpToBeLiftedAgain() {
        fence().raise(WRITES);
        application.isDead = true;

        assertThatThrownBy(() -> fence().lift(TENANT)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(fence().raised()).hasSize(1);
        application.isDead = false;
        assertThat(fence().lift(TENANT)).isPresent();
        assertThat(fence().raised()).isEmpty();
    }

    @Test
    void aLevelThatTheApplicationDoesNotKnowIsRefusedBeforeAnythingIsUp() {
        FenceSwitch writesOnly = new FenceSwitch() {
            @Override
            public Set<FenceLevel> levels() {
                return Set.of(FenceLevel.WRITES);
            }

            @Override
            public Effect stop(RaisedFence fence, Duration patience) {
                return Effect.EFFECTIVE;
            }

            @Override
            public void resume(TenantId tenant) {
                // nothing to resume
            }
        };

        assertThatThrownBy(() -> RecordedFence.of(storage, writesOnly)
                        .raise(FenceRequest.all(TENANT, Actor.of("anna"), "a breach")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'all'");
        assertThat(fence().raised()).isEmpty();
    }

    @Test
    void longIdsThatBeginAlikeHaveFencesOfTheirOwn() {
        TenantId one = TenantId.of("x".repeat(300) + "1");
        TenantId other = TenantId.of("x".repeat(300) + "2");

        fence().raise(FenceRequest.writes(one, Actor.of("anna"), "long"));

        assertThat(fence().find(other)).isEmpty();
        assertThat(fence().find(one)).isPresent();
        assertThat(BackupRepository.of(storage).reconciler().look(Orphans.KEEP).unknown())
                .isEmpty();
    }

    @Test
    void aDamagedDocumentIsNamed() {
        storage.create(
                ObjectKey.of("fence_8.json"),
                ContentWriter.of("{\"formatVersion\": 2}".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> fence().raised())
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("'fence_8.json'");
    }
}
