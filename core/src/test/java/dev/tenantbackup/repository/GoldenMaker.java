// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Passphrase;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SealedFiles;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes the golden archives of a format version that is new. Run once by hand, with a directory that doesn't exist; what
 * it makes is kept for ever, and never made again: keys are new ones each time.
 */
final class GoldenMaker {

    static final TenantId TENANT = TenantId.of(42);
    static final TenantId NEIGHBOUR = TenantId.of(43);
    static final Passphrase PASSPHRASE = Passphrase.of("correct horse battery staple");
    static final Deletion DELETION = Deletion.of(Actor.of("alice"), "made by mistake");

    /** Little, so that a test can afford it; a file says itself how much it takes. */
    private static final int WORK_FACTOR = 8;

    private GoldenMaker() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectory(Path.of(arguments[0]));
        DecryptionKey key = DecryptionKey.generate();
        Recipients holder = Recipients.of(key.publicKey());
        Recipients knower = Recipients.passphrase(PASSPHRASE, WORK_FACTOR);
        Files.writeString(directory.resolve("identity.txt"), key.toIdentityFile(ArchiveSamples.EXPORTED_AT));

        byte[] plain = ArchiveSamples.archive();
        Files.write(directory.resolve("plain.zip"), plain);
        Files.write(directory.resolve("encrypted.zip.age"), SealedFiles.seal(plain, holder));
        Files.write(directory.resolve("passphrase.zip.age"), SealedFiles.seal(plain, knower));

        SigningKey signer = SigningKey.generate();
        Files.writeString(
                directory.resolve("signing.pub"), signer.verifyingKey().toPem());
        BackupStorage storage = DirectoryStorage.open(directory.resolve("storage"));
        BackupId deleted = publish(signed(storage, signer, 1), TENANT);
        publish(signed(storage, signer, 2), TENANT);
        publish(signed(storage, signer, 3).withEncryption(holder), TENANT);
        publish(signed(storage, signer, 3).withEncryption(knower), NEIGHBOUR);
        signed(storage, signer, 4).delete(deleted, DELETION);
    }

    private static BackupRepository signed(BackupStorage storage, SigningKey signer, int day) {
        Instant now = Instant.parse("2026-03-0" + day + "T02:00:00.123456Z");
        return BackupRepository.of(storage).withClock(() -> now).withSigningKey(signer);
    }

    private static BackupId publish(BackupRepository backups, TenantId tenant) {
        return backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer))
                .id();
    }
}
