// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.retention.RetentionPolicy;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.FaultyStorage;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import dev.tenantbackup.testkit.databases.Engine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A storage that fails, ends half-way, does things twice or shows what was, at every call of every operation in turn: the
 * error names the cause, earlier backups stay valid, nothing half is there, and the same operation works afterwards.
 */
class MisbehavingStorageTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = NOW;

    /** What is done with a storage that has three backups of the second stall, and one of the first. */
    enum Operation {
        EXPORT {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.exportTenant(Stalls.STALL);
            }
        },
        RESTORE_WITH_SAFETY_BACKUP {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.restore(backups.get(0), RestoreRequest.into(Stalls.STALL));
            }
        },
        VALIDATE {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.validate(backups.get(0));
            }
        },
        DELETE {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.delete(backups.get(2));
            }
        },
        PRUNE {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.prune(RetentionPolicy.keepLast(1));
            }
        },
        ADOPT {
            @Override
            void run(TenantBackupService service, List<BackupId> backups, Path lone) {
                service.add(lone);
            }
        };

        abstract void run(TenantBackupService service, List<BackupId> backups, Path lone);
    }

    static Stream<Arguments> faults() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Moment.values())
                        .filter(moment -> moment != Moment.NEVER)
                        .map(moment -> Arguments.of(operation, moment)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void atEveryCallLeavesNothingHalf(Operation operation, Moment moment) {
        Stalls stalls = Stalls.three(Engine.H2);
        MemoryStorage prepared = new MemoryStorage();
        List<BackupId> backups = prepare(stalls, prepared);
        Path lone = lone(stalls);
        Map<String, List<String>> whole = stalls.content();
        int step = Tier.isThorough() || operation != Operation.RESTORE_WITH_SAFETY_BACKUP ? 1 : 6;
        int reached = 0;
        for (int call = 0; ; call += step) {
            stalls.execute("update orders set note = 'changed' where stall_id = 2");
            Map<String, List<String>> changed = stalls.content();
            MemoryStorage memory = copy(prepared);
            FaultyStorage faulty = new FaultyStorage(memory).failAt(call, moment);
            String what = operation + ", call " + call + " " + moment;
            now = NOW.plusSeconds(3600);
            boolean failed = false;
            try {
                operation.run(service(stalls, faulty), backups, lone);
            } catch (TenantBackupException e) {
                failed = true;
                assertCauseIsNamed(e, moment, what);
            }
            what += " of " + faulty.calls();
            assertThat(faulty.openStreams()).as(what).isZero();
            assertSound(memory, operation, backups, what);
            assertThat(stalls.content()).as(what).isIn(whole, changed);
            if (!faulty.wasReached()) {
                assertThat(failed).as(what).isFalse();
                break;
            }
            reached++;
            assertItWorksNow(stalls, memory, operation, backups, lone, failed, what);
        }
        assertThat(reached).as("calls at which it misbehaved").isPositive();
    }

    private void assertCauseIsNamed(TenantBackupException e, Moment moment, String what) {
        switch (moment) {
            case BEFORE, DURING, AFTER -> assertThat(e).as(what).hasMessageContaining("on purpose");
            default -> assertThat(e.getMessage()).as(what).containsPattern("tenant_export_|lone.zip");
        }
    }

    /** Whatever is listed is whole, and what nobody wanted gone is there. */
    private void assertSound(BackupStorage storage, Operation operation, List<BackupId> backups, String what) {
        BackupRepository repository = repository(storage);
        assertThat(repository.list().unreadable()).as(what).isEmpty();
        Set<BackupId> there = new TreeSet<>();
        for (BackupRecord backup : repository.list().backups()) {
            assertThat(repository.validate(backup.id(), Level.REFERENCES).problems())
                    .as(what)
                    .isEmpty();
            there.add(backup.id());
        }
        List<BackupId> mayGo =
                operation == Operation.DELETE || operation == Operation.PRUNE ? backups.subList(1, 3) : List.of();
        assertThat(there)
                .as(what)
                .containsAll(backups.stream().filter(id -> !mayGo.contains(id)).toList());
    }

    private void assertItWorksNow(
            Stalls stalls,
            MemoryStorage memory,
            Operation operation,
            List<BackupId> backups,
            Path lone,
            boolean failed,
            String what) {
        now = now.plusSeconds(100_000);
        boolean isDone = operation == Operation.DELETE || operation == Operation.ADOPT;
        try {
            operation.run(service(stalls, memory), backups, lone);
        } catch (TenantBackupException e) {
            assertThat(isDone).as(what + ", and again: " + e).isTrue();
            assertThat(e.getMessage()).as(what).containsPattern("There is no backup|a backup of that id exists");
        }
        assertSound(memory, operation, backups, what + ", and again");
    }

    /** The newest backup first, then two older ones of the same tenant; a bystander's last. */
    private List<BackupId> prepare(Stalls stalls, BackupStorage storage) {
        List<BackupId> backups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            now = NOW.plusSeconds(60L * i);
            backups.add(0, service(stalls, storage).exportTenant(Stalls.STALL).id());
        }
        backups.add(service(stalls, storage).exportTenant(Stalls.BYSTANDER).id());
        return backups;
    }

    /** An archive that the storage does not have. */
    private Path lone(Stalls stalls) {
        now = NOW.minusSeconds(60);
        BackupRepository elsewhere = repository(new MemoryStorage());
        BackupId id =
                stalls.service(elsewhere, () -> now).exportTenant(Stalls.STALL).id();
        Path file = directory.resolve("lone.zip");
        elsewhere.copyTo(id, file);
        return file;
    }

    private TenantBackupService service(Stalls stalls, BackupStorage storage) {
        return stalls.service(repository(storage), () -> now);
    }

    private BackupRepository repository(BackupStorage storage) {
        return BackupRepository.of(storage).withClock(() -> now).withSpoolDirectory(directory);
    }

    private static MemoryStorage copy(MemoryStorage storage) {
        MemoryStorage copy = new MemoryStorage();
        storage.list("")
                .forEach(object -> copy.create(
                        object.key(), out -> storage.open(object.key()).transferTo(out)));
        return copy;
    }
}
