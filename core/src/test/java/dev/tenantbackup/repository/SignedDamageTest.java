// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.SignedStorage.BYSTANDER;
import static dev.tenantbackup.repository.SignedStorage.OURS;
import static dev.tenantbackup.repository.SignedStorage.archiveName;
import static dev.tenantbackup.repository.SignedStorage.recordName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Lost tails and flipped bits of a signed backup where signatures are required: noticed, or without effect. Every bit with
 * {@code -Pthorough}, otherwise one of every byte.
 */
class SignedDamageTest {

    private static final int BITS = 8;
    private static final boolean THOROUGH = Boolean.getBoolean("tenantbackup.thorough");

    private final SignedStorage storage = new SignedStorage();
    private final BackupRepository trusting = storage.trusting();
    private final SignaturePolicy policy = SignaturePolicy.requireFrom(List.of(storage.key.verifyingKey()));
    private final BackupRecord backup = storage.publish(trusting, OURS);
    private final BackupRecord bystander = storage.publish(trusting, BYSTANDER);
    private final byte[] archive = storage.bytes(archiveName(backup.id()));
    private final byte[] json = storage.bytes(recordName(backup.id()));
    private final Content expected = read(archive);

    @AfterEach
    void theBystandersIsStillSound() {
        trusting.open(bystander.id()).close();
    }

    @Test
    void ofALoneArchiveEveryCutTailIsNoticed() {
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThat(isRead(cut)).as("cut to %d bytes", length).isFalse();
        }
    }

    @Test
    void ofALoneArchiveEveryFlippedBitIsNoticedOrChangesNothing() {
        int harmless = 0;
        for (int bit = 0; bit < archive.length * BITS; bit += step(bit)) {
            byte[] damaged = flipped(archive, bit);
            if (isRead(damaged)) {
                harmless++;
                assertThat(read(damaged)).as("bit %d", bit).isEqualTo(expected);
            }
        }
        assertThat(harmless).isPositive();
    }

    @Test
    void ofABackupEveryFlippedBitOfTheArchiveIsNoticed() {
        for (int bit = 0; bit < archive.length * BITS; bit += THOROUGH ? 1 : 29) {
            storage.put(archiveName(backup.id()), flipped(archive, bit));
            assertRefused("bit " + bit + " of the archive");
        }
    }

    @Test
    void ofABackupEveryCutTailOfTheArchiveIsNoticed() {
        for (int length = 0; length < archive.length; length += THOROUGH ? 1 : 13) {
            storage.put(archiveName(backup.id()), Arrays.copyOf(archive, length));
            assertRefused("the archive cut to " + length + " bytes");
        }
    }

    @Test
    void everyFlippedBitOfTheRecordIsNoticed() {
        for (int bit = 0; bit < json.length * BITS; bit += step(bit)) {
            byte[] damaged = flipped(json, bit);
            BackupRecord read;
            try {
                read = BackupRecord.parse(damaged, policy);
            } catch (ArchiveException e) {
                continue;
            }
            // What passes can only have changed where the archive lies; then it is not found there, or not the same.
            assertThat(BackupRecord.contentSha256(damaged)).isEqualTo(BackupRecord.contentSha256(json));
            assertThat(read.file()).as("bit %d", bit).isNotEqualTo(backup.file());
            storage.put(recordName(backup.id()), damaged);
            assertRefused("bit " + bit + " of the record");
        }
    }

    @Test
    void everyCutTailOfTheRecordIsNoticed() {
        // Without the last byte, a line feed, nothing is missing.
        for (int length = 0; length < json.length - 1; length++) {
            storage.put(recordName(backup.id()), Arrays.copyOf(json, length));
            assertRefused("the record cut to " + length + " bytes");
        }
    }

    /** To the next bit that is tried: every one, or one of every byte, in turn the first to the eighth. */
    private static int step(int bit) {
        return THOROUGH || bit % BITS == BITS - 1 ? 1 : BITS + 1;
    }

    private void assertRefused(String what) {
        try {
            trusting.open(backup.id()).close();
        } catch (ArchiveException e) {
            return;
        }
        fail(what + " makes no difference");
    }

    private boolean isRead(byte[] damaged) {
        try {
            read(damaged);
            return true;
        } catch (ArchiveException e) {
            return false;
        }
    }

    private Content read(byte[] bytes) {
        try (ArchiveReader reader =
                ArchiveReader.open(ArchiveSamples.channel(bytes), "damaged", ArchiveLimits.DEFAULTS, policy)) {
            List<List<Row>> rows = new ArrayList<>();
            for (ManifestTable table : reader.manifest().allTables()) {
                rows.add(ArchiveSamples.readAll(
                        table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name())));
            }
            return new Content(reader.manifest(), reader.signedBy(), rows);
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / BITS] ^= (byte) (1 << (bit % BITS));
        return flipped;
    }

    private record Content(Manifest manifest, Optional<VerifyingKey> signedBy, List<List<Row>> rows) {}
}
