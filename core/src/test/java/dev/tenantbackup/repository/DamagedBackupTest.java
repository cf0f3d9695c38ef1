// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damage to a stored backup, in its archive and in its record: noticed when the backup is opened, which is before anything
 * else is done with it.
 */
class DamagedBackupTest {

    private static final TenantId TENANT = TenantId.of(42);
    private static final TenantId NEIGHBOUR = TenantId.of(43);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final List<Level> LEVELS = List.of(Level.FILE, Level.REFERENCES);

    private static final boolean THOROUGH = Boolean.getBoolean("tenantbackup.thorough");

    @TempDir
    private Path directory;

    private final MemoryStorage storage = new MemoryStorage();

    @ParameterizedTest
    @EnumSource
    void anArchiveCutAtAnyByteIsNoticed(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord backup = publish(backups, TENANT);
        ObjectKey key = archive(backup);
        byte[] sound = read(key);
        for (int length = 0; length < sound.length; length += kind.stride()) {
            write(key, Arrays.copyOf(sound, length));
            assertNoticed(backups, backup, "its archive has only " + length + " bytes");
        }
        write(key, Arrays.copyOf(sound, sound.length + 1));
        assertNoticed(backups, backup, "its archive has more bytes");
    }

    @ParameterizedTest
    @EnumSource
    void aBitFlippedAnywhereInTheArchiveIsNoticed(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord backup = publish(backups, TENANT);
        ObjectKey key = archive(backup);
        byte[] sound = read(key);
        for (int at = 0; at < sound.length; at += kind.stride()) {
            write(key, flipped(sound, at, at % 8));
            assertNoticed(backups, backup, "the digest of its archive differs from its record");
        }
        write(key, sound);
        assertThat(backups.validate(backup.id(), Level.REFERENCES).problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyLevelOfValidationNoticesDamage(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord backup = publish(backups, TENANT);
        ObjectKey key = archive(backup);
        byte[] sound = read(key);
        for (int at = 0; at < sound.length; at += 97) {
            write(key, flipped(sound, at, 3));
            for (Level level : LEVELS) {
                assertThat(backups.validate(backup.id(), level).valid())
                        .as("byte %d, %s", at, level)
                        .isFalse();
            }
        }
    }

    /**
     * A record is not compared with anything: damage to it is noticed, or changes nothing that leads to another archive. A
     * signature covers all of it but where the archive lies, and that is compared.
     */
    @ParameterizedTest
    @EnumSource
    void aBitFlippedInTheRecordIsNoticedOrLeadsToTheSameRows(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord backup = publish(backups, TENANT);
        ObjectKey key = BackupNames.backupRecord(backup.id());
        byte[] sound = read(key);
        int content = new String(sound, StandardCharsets.ISO_8859_1).indexOf(",\n  \"file\": {");
        int noticed = 0;
        int tried = 0;
        for (int bit = 0; bit < sound.length * Byte.SIZE; bit += THOROUGH ? 1 : bit % Byte.SIZE == 7 ? 1 : 9) {
            tried++;
            write(key, flipped(sound, bit / Byte.SIZE, bit % Byte.SIZE));
            try (ArchiveReader reader = backups.open(backup.id())) {
                assertThat(kind == SealedKind.SIGNED && bit < content * Byte.SIZE)
                        .as("bit %d of what is signed", bit)
                        .isFalse();
                assertThat(reader.manifestSha256()).isEqualTo(backup.manifestSha256());
                assertThat(reader.manifest().tenant()).isEqualTo(TENANT);
            } catch (TenantBackupException e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(tried / 2);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordCutAtAnyByteIsNoticed(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord backup = publish(backups, TENANT);
        ObjectKey key = BackupNames.backupRecord(backup.id());
        byte[] sound = read(key);
        // Without the last byte, a line feed, nothing is missing.
        for (int length = 0; length < sound.length - 1; length++) {
            write(key, Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> backups.open(backup.id()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("The record of backup " + backup.id() + " is of no use");
        }
    }

    @ParameterizedTest
    @EnumSource
    void archivesSwappedBetweenTwoTenantsAreNoticed(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord ours = publish(backups, TENANT);
        BackupRecord theirs = publish(backups, NEIGHBOUR);
        byte[] archive = read(archive(ours));
        write(archive(ours), read(archive(theirs)));
        write(archive(theirs), archive);
        for (BackupRecord backup : List.of(ours, theirs)) {
            assertThatThrownBy(() -> backups.open(backup.id()).close())
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("Cannot read backup " + backup.id());
        }
    }

    /** Also where whoever did it made the record fit. */
    @ParameterizedTest
    @EnumSource
    void aNeighboursBackupUnderOurIdIsNoticed(SealedKind kind) {
        BackupRepository backups = repository(kind);
        BackupRecord ours = publish(backups, TENANT);
        BackupRecord theirs = publish(backups, NEIGHBOUR);
        write(archive(ours), read(archive(theirs)));
        write(
                BackupNames.backupRecord(ours.id()),
                new String(read(BackupNames.backupRecord(theirs.id())), StandardCharsets.UTF_8)
                        .replace(theirs.id().value(), ours.id().value())
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> backups.open(ours.id()).close())
                .isInstanceOf(TenantBackupException.class)
                .hasMessageContaining(ours.id().value());
    }

    private void assertNoticed(BackupRepository backups, BackupRecord backup, String how) {
        try (ArchiveReader reader = backups.open(backup.id())) {
            fail("was opened: " + reader.manifest().backup());
        } catch (ArchiveException e) {
            assertThat(e)
                    .hasMessageContaining("Cannot read backup " + backup.id())
                    .hasMessageContaining(how);
        }
    }

    private BackupRepository repository(SealedKind kind) {
        return kind.seal(BackupRepository.of(storage).withClock(() -> NOW).withSpoolDirectory(directory));
    }

    private static BackupRecord publish(BackupRepository backups, TenantId tenant) {
        return backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
    }

    private static ObjectKey archive(BackupRecord backup) {
        return BackupNames.archive(backup);
    }

    private static byte[] flipped(byte[] sound, int at, int bit) {
        byte[] damaged = sound.clone();
        damaged[at] ^= (byte) (1 << bit);
        return damaged;
    }

    private byte[] read(ObjectKey key) {
        try (InputStream in = storage.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ObjectKey key, byte[] bytes) {
        storage.replace(key, ContentWriter.of(bytes));
    }
}
