// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackupNotesTest {

    private static final Actor ANN = Actor.of("ann");

    private final KeptBackups kept = new KeptBackups();
    private final BackupNotes notes = kept.repository.notes();
    private final BackupRecord backup = kept.ofBoth();
    private final BackupId id = backup.id();
    private Map<ObjectKey, String> bystander = Map.of();

    @BeforeEach
    void rememberTheBystander() {
        bystander = kept.objectsOf(BYSTANDER);
    }

    @AfterEach
    void theBystanderDidNotMove() {
        assertThat(kept.objectsOf(BYSTANDER)).hasSize(2).isEqualTo(bystander);
        assertThat(kept.keys()).noneMatch(key -> key.endsWith(".reserved"));
    }

    @Nested
    class AHold {

        @Test
        void refusesDeletionUntilItIsReleased() {
            assertThat(notes.hold(id, "lawsuit", ANN)).isEqualTo(new Hold(id, "lawsuit", kept.now(), "ann", null));
            assertThatThrownBy(() -> kept.repository.delete(id))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("held: lawsuit")
                    .hasMessageContaining("release it first");
            assertThat(kept.objectsOf(TENANT)).hasSize(3);
            assertThat(notes.release(id)).isTrue();
            assertThat(notes.release(id)).isFalse();
            kept.repository.delete(id);
            assertThat(kept.objectsOf(TENANT).keySet())
                    .singleElement()
                    .asString()
                    .endsWith(".deleted.json");
        }

        @Test
        void endsAtItsTimeAndNotBefore() {
            Instant end = kept.now().plus(Duration.ofDays(3));
            notes.holdUntil(id, end, "audit", ANN);
            kept.pass(Duration.ofDays(3).minusNanos(1));
            assertThat(notes.of(backup).holdInForce(kept.now())).isPresent();
            assertThatThrownBy(() -> kept.repository.delete(id)).hasMessageContaining("held until " + end + ": audit");
            kept.pass(Duration.ofNanos(1));
            assertThat(notes.of(backup).holdInForce(kept.now())).isEmpty();
            kept.repository.delete(id);
        }

        @Test
        void isOfABackupThatIsThere() {
            assertThatThrownBy(() -> notes.hold(BackupId.of("tenant_export_42_20250101000000"), "x", ANN))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> notes.hold(BackupId.of("other"), "x", ANN)).isInstanceOf(NotFoundException.class);
        }

        @Test
        void isNotLaidWhileSomebodyDeletes() {
            String reservation = id + ".reserved";
            kept.put(reservation, kept.now() + "\nsomebody\n");
            assertThatThrownBy(() -> notes.hold(id, "x", ANN)).isInstanceOf(ConflictException.class);
            assertThat(notes.hold(id)).isEmpty();
            kept.storage.delete(ObjectKey.of(reservation));
        }

        @Test
        void thatCannotBeReadHoldsNevertheless() {
            kept.put(id + ".hold.json", "{");
            assertThatThrownBy(() -> kept.repository.delete(id)).hasMessageContaining("a note on it can't be read");
            assertThat(notes.of(backup).holdInForce(kept.now())).isPresent();
            assertThat(notes.release(id)).isTrue();
            kept.put(id + ".hold.json", new String(new Hold(id, "later", kept.now(), "bob", null).toBytes()));
            assertThat(notes.hold(id).map(Hold::reason)).contains("later");
        }
    }

    @Nested
    class TagsOfABackup {

        @Test
        void areAddedAndTakenOff() {
            notes.tag(id, List.of("b", "a"));
            assertThat(notes.tag(id, List.of("before-5.0_x")).words()).containsExactly("a", "b", "before-5.0_x");
            assertThat(notes.of(backup).tags()).containsExactlyInAnyOrder("a", "b", "before-5.0_x");
            assertThat(notes.untag(id, List.of("b", "nosuch")).words()).containsExactly("a", "before-5.0_x");
        }

        @Test
        void areWordsAndNothingElse() {
            for (String word : List.of("", "A", "-a", "a b", "a/b", "ä", "a".repeat(51))) {
                assertThatThrownBy(() -> notes.tag(id, List.of("good", word)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(notes.of(backup).tags()).isEmpty();
        }

        @Test
        void thatCannotBeReadKeepTheBackup() {
            kept.put(id + ".tags.json", "[]");
            assertThat(notes.of(backup).holdInForce(kept.now())).isPresent();
            assertThat(notes.tag(id, Set.of("a")).words()).containsExactly("a");
            assertThat(notes.of(backup).holdInForce(kept.now())).isEmpty();
        }
    }

    @Test
    void aValidationThatCannotBeReadProvesNothing() {
        kept.put(id + ".validation.json", "{\"backup\":\"" + id + "\"}");
        assertThat(notes.validation(id)).isEmpty();
        assertThat(notes.of(backup).isIntact()).isFalse();
    }

    @Test
    void aNoteOnAnotherBackupSaysNothing() {
        Hold other = new Hold(BackupId.of("tenant_export_43_20260301020000"), "x", kept.now(), "x", kept.now());
        kept.put(id + ".hold.json", new String(other.toBytes()));
        assertThat(notes.hold(id).flatMap(hold -> Optional.of(hold.reason()))).contains("a note on it can't be read");
    }
}
