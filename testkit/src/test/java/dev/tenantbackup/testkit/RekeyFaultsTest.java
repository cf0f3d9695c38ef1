// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Stray;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lets every single call to the storage fail while a backup is encrypted anew: afterwards the backup is sound, for the
 * old recipient or for the new one, and doing it once more leaves nothing over.
 */
class RekeyFaultsTest {

    private static final TenantId TENANT = TenantId.of("acme");
    private static final TenantId BYSTANDER = TenantId.of("acmf");
    private static final BackupId BACKUP = BackupId.of("tenant_export_acme_20260301020000");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path directory;

    private final DecryptionKey old = DecryptionKey.generate();
    private final DecryptionKey fresh = DecryptionKey.generate();
    private MemoryStorage memory = new MemoryStorage();
    private Instant now = NOW;
    private Digest manifest = Digest.of("");

    private void backUpEachTenant() {
        memory = new MemoryStorage();
        now = NOW;
        BackupRepository writing = repository(memory).withEncryption(Recipients.of(old.publicKey()));
        writing.publish(BYSTANDER, (id, startedAt, writer) -> SmallBackup.write(id, startedAt, BYSTANDER, writer));
        manifest = writing.publish(TENANT, (id, startedAt, writer) -> SmallBackup.write(id, startedAt, TENANT, writer))
                .manifestSha256();
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
    void aBackupIsForTheOldRecipientOrForTheNewOne(Moment moment, boolean dies) {
        for (int call = 0; ; call++) {
            backUpEachTenant();
            FaultyStorage faulty = new FaultyStorage(memory).failAt(call, moment);
            if (dies) {
                faulty.andDie();
            }
            boolean failed = rekey(faulty);
            String what = call + " " + moment + " " + faulty.calls();
            assertThat(faulty.openStreams()).as(what).isZero();
            assertSound(what);
            if (!faulty.wasReached()) {
                assertThat(failed).isFalse();
                assertThat(call).isGreaterThanOrEqualTo(8);
                return;
            }
            assertThatDoingItOnceMoreLeavesNothingOver(what);
        }
    }

    private boolean rekey(BackupStorage storage) {
        try {
            reader(storage).rekey(BACKUP, Recipients.of(fresh.publicKey()));
            return false;
        } catch (TenantBackupException e) {
            assertThat(e).hasMessageContaining("on purpose");
            return true;
        }
    }

    private void assertSound(String what) {
        BackupRecord after = reader(memory).require(BACKUP);
        assertThat(after.manifestSha256()).as(what).isEqualTo(manifest);
        for (BackupRecord backup : reader(memory).list().backups()) {
            assertThat(reader(memory).validate(backup.id(), Level.REFERENCES))
                    .as(what)
                    .satisfies(report -> {
                        assertThat(report.valid()).isTrue();
                        assertThat(report.level()).isEqualTo(Level.REFERENCES);
                    });
        }
        assertThat(repository(memory).strays()).as(what).allSatisfy(stray -> {
            assertThat(stray.backup()).isEqualTo(BACKUP);
            assertThat(stray.kind()).isIn(Stray.Kind.ARCHIVE_BESIDE_RECORDED, Stray.Kind.UNFINISHED);
        });
    }

    private void assertThatDoingItOnceMoreLeavesNothingOver(String what) {
        now = NOW.plus(Duration.ofHours(25));
        rekey(memory);
        assertThat(repository(memory).strays()).as(what).isEmpty();
        assertThat(reader(memory).require(BACKUP).file().encrypted())
                .as(what)
                .hasValueSatisfying(
                        encryption -> assertThat(encryption.recipients()).containsExactly(fresh.publicKey()));
        assertSound(what);
    }

    private BackupRepository reader(BackupStorage storage) {
        return repository(storage).withIdentities(old.identities().and(fresh.identities()));
    }

    private BackupRepository repository(BackupStorage storage) {
        return BackupRepository.of(storage).withClock(() -> now).withSpoolDirectory(directory);
    }
}
