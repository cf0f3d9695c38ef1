// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ReadOnlyStorage;
import dev.tenantbackup.storage.SupportsUnfinishedWrites;
import dev.tenantbackup.storage.UnfinishedWrite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a storage against what its records say, and what may go. */
class ReconcilerTest {

    private static final BackupId OTHER = BackupId.of("tenant_export_42_20260101000000");
    private static final Duration LATER = Duration.ofHours(2).plusSeconds(1);

    private final KeptBackups kept = new KeptBackups();
    private final BackupRecord backup = kept.ofBoth();
    private Map<ObjectKey, String> bystander = Map.of();

    @BeforeEach
    void rememberTheBystander() {
        kept.repository
                .notes()
                .tag(kept.repository.list(BYSTANDER).backups().get(0).id(), Set.of("kept"));
        bystander = kept.objectsOf(BYSTANDER);
    }

    @AfterEach
    void theBystanderDidNotMove() {
        assertThat(kept.objectsOf(BYSTANDER)).hasSize(3).isEqualTo(bystander);
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        kept.put("restore_7f3a.json", "{}");
        kept.put("validation_share.json", "{}");
        kept.put("fence_7%2E1.json", "{}");
        kept.put("incident_7f3a.json", "{}");
        kept.repository.delete(kept.publish(TENANT).id());
        assertThat(kept.repository.reconciler().repair(Orphans.REMOVE))
                .isEqualTo(new Reconciliation(2, List.of(), List.of(), List.of()));
    }

    @Test
    void lookingChangesNothingAndSaysWhatARepairWouldDo() {
        leaveWhatTheDeadLeave();
        kept.pass(LATER);
        Map<ObjectKey, String> before = kept.objectsOf(TENANT);
        assertThat(outcomes(look(Orphans.REMOVE)))
                .containsExactly(
                        OTHER + ".zip ARCHIVE_WITHOUT_RECORD REMOVABLE",
                        OTHER + ".reserved ABANDONED REMOVABLE",
                        OTHER + "-2.tags.json NOTE_WITHOUT_BACKUP REMOVABLE",
                        OTHER + "-2.validation.json NOTE_WITHOUT_BACKUP REMOVABLE");
        assertThat(kept.objectsOf(TENANT)).isEqualTo(before);
    }

    @Nested
    class Repairing {

        @Test
        void touchesNothingOfTheLiving() {
            leaveWhatTheDeadLeave();
            kept.pass(Duration.ofHours(2));
            assertThat(outcomes(repair(Orphans.REMOVE)))
                    .containsExactly(
                            OTHER + ".zip UNFINISHED IN_USE",
                            OTHER + ".reserved UNFINISHED IN_USE",
                            OTHER + "-2.tags.json NOTE_WITHOUT_BACKUP REMOVED",
                            OTHER + "-2.validation.json NOTE_WITHOUT_BACKUP REMOVED");
            assertThat(kept.keys()).contains(OTHER + ".zip", OTHER + ".reserved");
        }

        @Test
        void removesWhatTheDeadLeftAndKeepsArchivesForAdoption() {
            leaveWhatTheDeadLeave();
            kept.pass(LATER);
            assertThat(outcomes(repair(Orphans.KEEP)))
                    .containsExactly(
                            OTHER + ".reserved ABANDONED REMOVED",
                            OTHER + ".zip ARCHIVE_WITHOUT_RECORD ADOPTABLE",
                            OTHER + "-2.tags.json NOTE_WITHOUT_BACKUP REMOVED",
                            OTHER + "-2.validation.json NOTE_WITHOUT_BACKUP REMOVED");
            assertThat(kept.objectsOf(TENANT).keySet())
                    .extracting(ObjectKey::value)
                    .containsExactly(OTHER + ".zip", backup.id() + ".json", backup.id() + ".zip");
            assertThat(outcomes(repair(Orphans.KEEP))).containsExactly(OTHER + ".zip ARCHIVE_WITHOUT_RECORD ADOPTABLE");
        }

        @Test
        void removesArchivesWithoutARecordOnlyIfAsked() {
            leaveWhatTheDeadLeave();
            kept.pass(LATER);
            assertThat(outcomes(repair(Orphans.REMOVE))).contains(OTHER + ".zip ARCHIVE_WITHOUT_RECORD REMOVED");
            assertThat(kept.objectsOf(TENANT)).hasSize(2);
        }

        @Test
        void neverRemovesAnArchiveThatSomebodyHolds() {
            kept.repository.notes().hold(backup.id(), "lawsuit", Actor.of("ann"));
            kept.storage.delete(ObjectKey.of(backup.id() + ".json"));
            assertThat(outcomes(repair(Orphans.REMOVE)))
                    .containsExactly(backup.id() + ".zip ARCHIVE_WITHOUT_RECORD ADOPTABLE");
            assertThat(kept.objectsOf(TENANT)).hasSize(2);
        }

        @Test
        void removesTheOldArchiveOfAnInterruptedReEncryption() {
            kept.put(backup.id() + ".zip.age", "the other one");
            assertThat(outcomes(repair(Orphans.KEEP)))
                    .containsExactly(backup.id() + ".zip.age ARCHIVE_BESIDE_RECORDED REMOVED");
            assertThat(kept.objectsOf(TENANT)).hasSize(2);
        }

        @Test
        void keepsTheOtherArchiveWhereTheRecordedOneIsDamagedOrGone() {
            kept.put(backup.id() + ".zip.age", "the other one");
            kept.damage(backup);
            assertThat(outcomes(repair(Orphans.REMOVE)))
                    .containsExactly(backup.id() + ".zip.age ARCHIVE_BESIDE_RECORDED UNDECIDED");
            kept.storage.delete(ObjectKey.of(backup.id() + ".zip"));
            Reconciliation found = repair(Orphans.REMOVE);
            assertThat(outcomes(found))
                    .containsExactly(
                            backup.id() + ".json RECORD_WITHOUT_ARCHIVE UNDECIDED",
                            backup.id() + ".zip.age ARCHIVE_BESIDE_RECORDED UNDECIDED");
            assertThat(found.isSound()).isFalse();
            assertThat(kept.keys()).contains(backup.id() + ".zip.age", backup.id() + ".json");
        }

        @Test
        void leavesToPeopleWhatOnlyTheyCanDecide() {
            kept.put(OTHER + ".json", "no record");
            kept.put(backup.id() + ".deleted.json", "{}");
            assertThat(outcomes(repair(Orphans.REMOVE)))
                    .containsExactly(
                            OTHER + ".json UNREADABLE_RECORD UNDECIDED",
                            backup.id() + ".deleted.json INTERRUPTED_DELETION UNDECIDED");
            assertThat(kept.objectsOf(TENANT)).hasSize(4);
        }

        @Test
        void neverTouchesWhatItDoesNotKnow() {
            kept.put("readme.txt", "hello");
            kept.put("tenant_export_42_now.zip", "not ours");
            Reconciliation found = repair(Orphans.REMOVE);
            assertThat(found.unknown())
                    .extracting(object -> object.key().value())
                    .containsExactly("readme.txt", "tenant_export_42_now.zip");
            assertThat(found.isSound()).isTrue();
            assertThat(kept.keys()).contains("readme.txt", "tenant_export_42_now.zip");
        }

        @Test
        void looksAgainOnceItHoldsTheId() {
            kept.put(OTHER + ".tags.json", "{}");
            BackupStorage made = disturbed("create", OTHER + ".reserved", () -> {
                kept.put(OTHER + ".zip", "an archive that came back");
            });
            Reconciliation found =
                    BackupRepository.of(made).withClock(kept::now).reconciler().repair(Orphans.KEEP);
            assertThat(outcomes(found)).containsExactly(OTHER + ".zip ARCHIVE_WITHOUT_RECORD ADOPTABLE");
            assertThat(kept.keys()).contains(OTHER + ".tags.json", OTHER + ".zip");
        }

        @Test
        void leavesAnIdToWhoeverComesFirst() {
            kept.put(OTHER + ".tags.json", "{}");
            BackupStorage raced = disturbed("create", OTHER + ".reserved", () -> {
                kept.put(OTHER + ".reserved", kept.now() + "\nsomebody else\n");
            });
            Reconciliation found =
                    BackupRepository.of(raced).withClock(kept::now).reconciler().repair(Orphans.REMOVE);
            assertThat(outcomes(found)).containsExactly(OTHER + ".tags.json NOTE_WITHOUT_BACKUP IN_USE");
            assertThat(kept.keys()).contains(OTHER + ".tags.json", OTHER + ".reserved");
        }
    }

    @Nested
    class PiecesOfWrites {

        @TempDir
        private Path directory;

        @Test
        void goWhenNobodyHasWrittenForTwoHoursAndNotBefore() throws Exception {
            DirectoryStorage files = DirectoryStorage.open(directory);
            BackupRecord stored = BackupRepository.of(files)
                    .withClock(kept::now)
                    .publish(TENANT, (id, at, writer) -> ArchiveSamples.write(id, at, TENANT, writer));
            Path dead = writtenAt(".part-dead", kept.now().minus(LATER));
            Path alive = writtenAt(".part-alive", kept.now().minus(Duration.ofHours(2)));
            Path stranger = writtenAt(".stranger", Instant.EPOCH);
            Reconciler reconciler =
                    BackupRepository.of(files).withClock(kept::now).reconciler();

            assertThat(pieces(reconciler.look(Orphans.KEEP)))
                    .containsExactly(".part-alive 4 IN_USE", ".part-dead 4 REMOVABLE");
            assertThat(dead).exists();
            assertThat(pieces(reconciler.repair(Orphans.KEEP)))
                    .containsExactly(".part-alive 4 IN_USE", ".part-dead 4 REMOVED");
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(stranger).exists();
            assertThat(reconciler.look(Orphans.KEEP).backups()).isEqualTo(1);
            assertThat(files.find(BackupNames.archive(stored))).isPresent();
        }

        @Test
        void stayAsLongAsTheirBackupsIdIsHeld() {
            Instant old = kept.now();
            kept.pass(Duration.ofHours(9));
            kept.put(OTHER + ".reserved", kept.now() + "\nalive\n");
            UnfinishedWrite held = new UnfinishedWrite("1", ObjectKey.of(OTHER + ".zip"), 8, old);
            UnfinishedWrite dead = new UnfinishedWrite("2", ObjectKey.of(OTHER + "-2.zip"), 8, old);
            List<UnfinishedWrite> writes = new ArrayList<>(List.of(held, dead));
            BackupStorage parted = parted(writes);
            Reconciliation found = BackupRepository.of(parted)
                    .withClock(kept::now)
                    .reconciler()
                    .repair(Orphans.KEEP);
            assertThat(pieces(found)).containsExactly("1 8 IN_USE", "2 8 REMOVED");
            assertThat(writes).containsExactly(held);
        }

        @Test
        void areNobodysToRemoveThroughAReadOnlyStorage() {
            BackupStorage shown = new ReadOnlyStorage(DirectoryStorage.open(directory));
            assertThat(shown.ability(SupportsUnfinishedWrites.class)).isEmpty();
        }

        private Path writtenAt(String name, Instant time) throws Exception {
            Path file = Files.writeString(directory.resolve(name), "half");
            return Files.setLastModifiedTime(file, FileTime.from(time));
        }

        private List<String> pieces(Reconciliation found) {
            return found.unfinished().stream()
                    .map(piece -> piece.write().name() + " " + piece.write().bytes() + " " + piece.outcome())
                    .toList();
        }

        private BackupStorage parted(List<UnfinishedWrite> writes) {
            SupportsUnfinishedWrites ability = new SupportsUnfinishedWrites() {
                @Override
                public List<UnfinishedWrite> unfinishedWrites() {
                    return List.copyOf(writes);
                }

                @Override
                public void discard(UnfinishedWrite write) {
                    writes.remove(write);
                }
            };
            return (BackupStorage) Proxy.newProxyInstance(
                    BackupStorage.class.getClassLoader(),
                    new Class<?>[] {BackupStorage.class},
                    (proxy, called, arguments) ->
                            called.getName().equals("ability") ? Optional.of(ability) : onStorage(called, arguments));
        }
    }

    private void leaveWhatTheDeadLeave() {
        kept.put(OTHER + ".reserved", kept.now() + "\nthe dead\n");
        kept.put(OTHER + ".zip", "an archive whose record was not written");
        kept.put(OTHER + "-2.tags.json", "{}");
        kept.put(OTHER + "-2.validation.json", "{}");
    }

    private Reconciliation look(Orphans orphans) {
        return kept.repository.reconciler().look(orphans);
    }

    private Reconciliation repair(Orphans orphans) {
        return kept.repository.reconciler().repair(orphans);
    }

    private static List<String> outcomes(Reconciliation found) {
        assertThat(found.findings()).doesNotHaveDuplicates();
        return found.findings().stream()
                .map(finding ->
                        finding.stray().object().key() + " " + finding.stray().kind() + " " + finding.outcome())
                .toList();
    }

    /** The same storage, but before it does one thing to one key, something happens. */
    private BackupStorage disturbed(String method, String key, Runnable before) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)
                            && arguments[0].toString().equals(key)) {
                        before.run();
                    }
                    return onStorage(called, arguments);
                });
    }

    private Object onStorage(Method called, Object[] arguments) throws Throwable {
        try {
            return called.invoke(kept.storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
