// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.KeptBackups;
import dev.tenantbackup.repository.ShareCursor;
import dev.tenantbackup.storage.ObjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationRunTest {

    private static final int PARTS = 5;

    private final KeptBackups kept = new KeptBackups();

    @TempDir
    private Path spool;

    private ValidateAllResult run(ValidateAllRequest request) {
        return run(request, kept::now, spool);
    }

    private ValidateAllResult run(ValidateAllRequest request, InstantSource clock, Path spoolDirectory) {
        Rehearsal noDatabase = new Rehearsal(
                () -> {
                    throw new AssertionError("the database was asked");
                },
                catalog -> {
                    throw new AssertionError("the database was asked");
                });
        BackupRepository spooling = kept.repository.withSpoolDirectory(spoolDirectory);
        return new ValidationRun(new Validation(spooling, noDatabase, clock), spooling, clock, request).run();
    }

    private BackupRecord anHourLater() {
        kept.pass(Duration.ofHours(1));
        return kept.ofBoth();
    }

    private static ValidateAllRequest share(int taken) {
        return ValidateAllRequest.EVERYTHING.withLevel(Level.FILE).withShare(taken, PARTS);
    }

    @Test
    void everyBackupIsExaminedNewestFirstAndRemembered() {
        BackupRecord older = kept.ofBoth();
        BackupRecord newer = anHourLater();
        kept.damage(older);
        ValidateAllResult result = run(ValidateAllRequest.EVERYTHING);
        assertThat(new ArrayList<>(result.reports().keySet()).subList(0, 2)).contains(newer.id());
        assertThat(result.reports()).hasSize(4);
        assertThat(result.isValid()).isFalse();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.reports().get(older.id()).valid()).isFalse();
        assertThat(kept.repository.notes().of(older).isIntact()).isFalse();
        assertThat(kept.repository.notes().of(newer).isIntact()).isTrue();
        assertThat(kept.keys()).noneMatch(key -> key.startsWith("validation_share"));
    }

    @Test
    void everyBackupIsReadOnceInAsManyRunsAsThereAreParts() {
        for (int taken = 1; taken <= PARTS; taken++) {
            Map<BackupId, Integer> there = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                anHourLater();
            }
            kept.repository.list().backups().forEach(backup -> there.put(backup.id(), 0));
            int runs = (PARTS + taken - 1) / taken;
            for (int i = 0; i < runs; i++) {
                ValidateAllResult result = run(share(taken));
                result.reports().keySet().forEach(id -> there.merge(id, 1, Integer::sum));
                assertThat(result.reports().size() + result.inOtherShares())
                        .isEqualTo(kept.repository.list().backups().size());
                anHourLater();
            }
            assertThat(there.values()).as("share %d", taken).allMatch(times -> times >= 1);
            if (PARTS % taken == 0) {
                assertThat(there.keySet().stream().map(there::get)).allMatch(times -> times == 1);
            }
        }
    }

    @Test
    void whoseTurnItIsFollowsFromTheIdAlone() {
        for (int i = 0; i < 20; i++) {
            anHourLater();
        }
        Set<BackupId> first = new TreeSet<>(run(share(1)).reports().keySet());
        kept.storage.delete(ObjectKey.of("validation_share.json"));
        BackupRecord added = anHourLater();
        Set<BackupId> again = new TreeSet<>(run(share(1)).reports().keySet());
        again.removeIf(id -> kept.repository.require(id).createdAt().equals(added.createdAt()));
        assertThat(again).isEqualTo(first).isNotEmpty();
        assertThat(first.size()).isLessThan(30);
    }

    @Test
    void whoWasNotReachedIsNamedAndNext() {
        for (int i = 0; i < 10; i++) {
            anHourLater();
        }
        Instant[] now = {kept.now()};
        InstantSource slow = () -> now[0] = now[0].plusSeconds(60);
        ValidateAllRequest request = share(PARTS).within(Duration.ofMinutes(15));
        ValidateAllResult first = run(request, slow, spool);
        assertThat(first.isComplete()).isFalse();
        assertThat(first.reports().size() + first.notReached().size()).isEqualTo(20);
        assertThat(first.reports()).hasSizeBetween(2, 15);
        Instant oldestExamined = first.reports().keySet().stream()
                .map(id -> kept.repository.require(id).createdAt())
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(first.notReached())
                .allMatch(id -> !kept.repository.require(id).createdAt().isAfter(oldestExamined));
        Set<BackupId> examined = new TreeSet<>(first.reports().keySet());
        int runs = 1;
        for (ValidateAllResult next = first; !next.isComplete(); runs++) {
            next = run(request, slow, spool);
            assertThat(next.doneBefore()).isEqualTo(examined.size());
            for (BackupId id : next.reports().keySet()) {
                assertThat(examined.add(id)).as("%s was examined twice", id).isTrue();
            }
        }
        assertThat(examined).hasSize(20);
        assertThat(runs).isLessThan(12);
        assertThat(kept.repository.notes().shareCursor()).contains(ShareCursor.start(PARTS));
    }

    @Test
    void aRunThatWasStoppedIsTakenUpByTheNextOne() {
        for (int i = 0; i < 5; i++) {
            anHourLater();
        }
        int[] asked = {0};
        OperationContext stopped = OperationContext.NONE.withCancellation(() -> ++asked[0] > 4);
        assertThatThrownBy(() -> run(share(PARTS).with(stopped))).isInstanceOf(CancelledException.class);
        ValidateAllResult next = run(share(PARTS));
        assertThat(next.doneBefore()).isEqualTo(4);
        assertThat(next.reports()).hasSize(6);
    }

    @Test
    void whatFailsForOneBackupDoesNotStopTheOthers() {
        BackupRecord one = kept.ofBoth();
        BackupRecord other = anHourLater();
        kept.put(other.id() + ".json", "no record");
        BackupId gone = one.id();
        OperationContext deleting = OperationContext.NONE.withListener(progress -> {
            if (kept.repository.find(gone).isPresent()) {
                kept.repository.delete(gone);
            }
        });
        ValidateAllResult result = run(ValidateAllRequest.EVERYTHING.with(deleting));
        assertThat(result.reports()).hasSize(2).doesNotContainKey(gone);
        assertThat(result.failed()).isEmpty();
        assertThat(result.unreadable()).hasSize(1);
        assertThat(result.isValid()).isFalse();
        ValidateAllResult noSpool = run(ValidateAllRequest.EVERYTHING, kept::now, spool.resolve("nosuch"));
        assertThat(noSpool.failed()).hasSize(2);
        assertThat(noSpool.isComplete()).isFalse();
    }

    @Test
    void theArchivesAndRecordsThemselvesDoNotMove() {
        kept.ofBoth();
        Map<ObjectKey, String> tenant = kept.objectsOf(TENANT);
        Map<ObjectKey, String> bystander = kept.objectsOf(BYSTANDER);
        run(ValidateAllRequest.EVERYTHING);
        assertThat(kept.objectsOf(TENANT)).containsAllEntriesOf(tenant).hasSize(3);
        assertThat(kept.objectsOf(BYSTANDER)).containsAllEntriesOf(bystander).hasSize(3);
    }
}
