// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Stray;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.RetryPolicy;
import dev.tenantbackup.storage.RetryingStorage;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lets every single call to the storage fail, before, during and after it, once and for good, and looks at what remains: a
 * backup is there whole or not at all.
 */
class RepositoryFaultsTest {

    private static final TenantId TENANT = TenantId.of("acme");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path directory;

    private MemoryStorage memory = new MemoryStorage();
    private Instant now = NOW;

    @BeforeEach
    void beginWithOneBackup() {
        memory = new MemoryStorage();
        now = NOW;
        publish(repository(memory));
        now = NOW.plusSeconds(60);
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, false",
        "DURING, false",
        "AFTER, false",
        "BEFORE, true",
        "DURING, true",
        "AFTER, true",
    })
    void publishingIsWholeOrNotAtAll(Moment moment, boolean dies) {
        int reached = faults(moment, dies, backups -> publish(backups));
        assertThat(reached).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, false",
        "DURING, false",
        "AFTER, false",
        "BEFORE, true",
        "DURING, true",
        "AFTER, true",
    })
    void adoptingIsWholeOrNotAtAll(Moment moment, boolean dies) {
        BackupId id = publish(repository(memory)).id();
        Path file = directory.resolve("lone.zip");
        repository(memory).copyTo(id, file);
        repository(memory).delete(id);
        int reached = faults(moment, dies, backups -> backups.add(file));
        assertThat(reached).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
    void deletingLeavesNoRecordWithoutItsArchive(Moment moment, boolean dies) {
        int reached = faults(moment, dies, backups -> {
            BackupId newest = repository(memory).list(TENANT).backups().get(0).id();
            backups.delete(newest);
        });
        assertThat(reached).isGreaterThanOrEqualTo(5);
    }

    @Test
    void anAnswerThatIsLostIsNoFailureWhereCallsAreTriedAgain() {
        Path file = directory.resolve("lone.zip");
        BackupRecord lone = publish(repository(memory));
        repository(memory).copyTo(lone.id(), file);
        repository(memory).delete(lone.id());
        now = now.plusSeconds(60);
        for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
            assertEachCallIsForgiven(moment, 1, backups -> publish(backups));
            assertEachCallIsForgiven(moment, 1, backups -> backups.add(file));
            assertEachCallIsForgiven(
                    moment,
                    -1,
                    backups -> backups.delete(
                            repository(memory).list(TENANT).backups().get(0).id()));
        }
    }

    /** Every other backup is as it was; the one that was made is whole, and nothing of the attempts is left. */
    private void assertEachCallIsForgiven(Moment moment, int change, Consumer<BackupRepository> work) {
        for (int call = 0; ; call++) {
            MemoryStorage before = copy(memory);
            int count = repository(memory).list().backups().size();
            FaultyStorage faulty = new FaultyStorage(memory).failAt(call, moment);
            work.accept(repository(new RetryingStorage(faulty, new RetryPolicy(3, Duration.ZERO, Duration.ZERO))));
            String what = call + " " + moment + " " + faulty.calls();
            assertSound(what);
            assertThat(repository(memory).list().backups()).as(what).hasSize(count + change);
            assertThat(repository(memory).strays()).as(what).isEmpty();
            boolean reached = faulty.wasReached();
            memory = before;
            if (!reached) {
                assertThat(call).isGreaterThanOrEqualTo(5);
                return;
            }
        }
    }

    @Test
    void openingFailsCleanly() {
        BackupId id = publish(repository(memory)).id();
        for (Moment moment : List.of(Moment.BEFORE, Moment.DURING)) {
            for (int call = 0; ; call++) {
                FaultyStorage faulty = new FaultyStorage(memory).failAt(call, moment);
                try (ArchiveReader reader = repository(faulty).open(id)) {
                    assertThat(reader.manifest().backup()).isEqualTo(id);
                } catch (TenantBackupException e) {
                    assertThat(e).hasMessageContaining(id.value()).hasMessageContaining("on purpose");
                }
                assertThat(faulty.openStreams()).isZero();
                if (!faulty.wasReached()) {
                    assertThat(call).isEqualTo(2);
                    break;
                }
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Lets each call fail in turn, until none is left; says how many there were. */
    private int faults(Moment moment, boolean dies, Consumer<BackupRepository> work) {
        for (int call = 0; ; call++) {
            MemoryStorage before = copy(memory);
            FaultyStorage faulty = new FaultyStorage(memory).failAt(call, moment);
            if (dies) {
                faulty.andDie();
            }
            boolean failed = false;
            try {
                work.accept(repository(faulty));
            } catch (TenantBackupException e) {
                failed = true;
                assertThat(e).hasMessageContaining("on purpose");
            }
            assertThat(faulty.openStreams()).isZero();
            assertSound(call + " " + moment + " " + faulty.calls());
            if (!faulty.wasReached()) {
                assertThat(failed).isFalse();
                return call;
            }
            assertTheNextBackupWorks();
            memory = before;
        }
    }

    private void assertSound(String what) {
        BackupRepository backups = repository(memory);
        assertThat(backups.list().unreadable()).as(what).isEmpty();
        for (BackupRecord backup : backups.list().backups()) {
            assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                            .problems())
                    .as(what)
                    .isEmpty();
        }
        assertThat(backups.strays())
                .as(what)
                .extracting(Stray::kind)
                .isSubsetOf(Stray.Kind.ARCHIVE_WITHOUT_RECORD, Stray.Kind.UNFINISHED, Stray.Kind.INTERRUPTED_DELETION);
    }

    /** Also what was left behind can be cleaned away, once it is old enough to be nobody's. */
    private void assertTheNextBackupWorks() {
        BackupRepository backups = repository(memory);
        int count = backups.list().backups().size();
        BackupRecord next = publish(backups);
        assertThat(backups.list().backups()).hasSize(count + 1).contains(next);
        Instant before = now;
        now = now.plus(Duration.ofHours(25));
        backups.strays().stream().map(Stray::backup).distinct().forEach(backups::delete);
        assertThat(backups.strays()).isEmpty();
        now = before;
    }

    private BackupRepository repository(BackupStorage storage) {
        return BackupRepository.of(storage).withClock(() -> now).withSpoolDirectory(directory);
    }

    private static BackupRecord publish(BackupRepository backups) {
        return backups.publish(TENANT, (id, startedAt, writer) -> SmallBackup.write(id, startedAt, TENANT, writer));
    }

    private static MemoryStorage copy(MemoryStorage storage) {
        MemoryStorage copy = new MemoryStorage();
        storage.list("")
                .forEach(object -> copy.create(
                        object.key(), out -> storage.open(object.key()).transferTo(out)));
        return copy;
    }
}
