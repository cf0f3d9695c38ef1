// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one backup: reservation, archive, record, in this order; the record is the commit point. */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final BackupStorage storage;
    private final Records records;
    private final Reservations reservations;
    private final ArchiveOptions options;
    private final Sealing sealing;
    private final Signing signing;

    Publication(BackupStorage storage, Records records, ArchiveOptions options, Sealing sealing, Signing signing) {
        this.sealing = sealing;
        this.signing = signing;
        this.storage = storage;
        this.records = records;
        this.reservations = new Reservations(storage);
        this.options = options;
    }

    BackupRecord publish(TenantId tenant, Instant startedAt, ArchiveContent content) {
        signing.requireAccepted("make a backup of tenant '" + tenant + "'");
        BackupId id = reserve(tenant, startedAt);
        boolean published = false;
        try {
            Written written = writeArchive(id, tenant, startedAt, content);
            BackupRecord.Link previous = records.predecessor(id, tenant).orElse(null);
            BackupRecord backup =
                    signing.sign(BackupRecord.of(written.manifest, written.manifestSha256, written.file, previous));
            storage.create(BackupNames.backupRecord(id), ContentWriter.of(backup.toBytes()));
            published = true;
            return backup;
        } finally {
            if (published) {
                reservations.giveUp(id);
            } else {
                withdraw(id);
            }
        }
    }

    private BackupId reserve(TenantId tenant, Instant startedAt) {
        for (int number = 1; ; number++) {
            BackupId id = BackupNames.id(tenant, startedAt, number);
            if (!reservations.take(id, startedAt)) {
                continue;
            }
            // Only now: whoever had the id before gave up its reservation after its record was there to be seen.
            if (storage.find(BackupNames.backupRecord(id)).isEmpty()
                    && storage.find(BackupNames.tombstone(id)).isEmpty()
                    && storage.find(BackupNames.plainArchive(id)).isEmpty()
                    && storage.find(BackupNames.encryptedArchive(id, 1)).isEmpty()) {
                return id;
            }
            reservations.release(id);
        }
    }

    private Written writeArchive(BackupId id, TenantId tenant, Instant startedAt, ArchiveContent content) {
        AtomicReference<Written> written = new AtomicReference<>();
        storage.create(ObjectKey.of(sealing.nameFor(id)), out -> {
            ArchiveOutput file = ArchiveOutput.to(out, sealing.nameFor(id), sealing.recipients());
            ArchiveWriter writer = new ArchiveWriter(file.stream(), options);
            Manifest manifest = content.write(id, startedAt, writer);
            if (!manifest.backup().equals(id)
                    || !manifest.tenant().equals(tenant)
                    || !manifest.exportedAt().equals(startedAt)) {
                throw new IllegalArgumentException(
                        "the manifest of backup " + id + " names another backup, tenant or time");
            }
            Digest manifestSha256 = writer.finish(manifest);
            written.set(new Written(manifest, manifestSha256, file.finish()));
        });
        return Objects.requireNonNull(written.get(), "the storage returned without asking for the content");
    }

    /**
     * Removes what an unsuccessful attempt has stored, the record before the archive: it may be there although
     * storing it was reported as failed. What can't be removed stays reserved, and so is not mistaken for anything
     * else.
     */
    private void withdraw(BackupId id) {
        try {
            storage.delete(BackupNames.backupRecord(id));
            storage.delete(ObjectKey.of(sealing.nameFor(id)));
            reservations.release(id);
        } catch (StorageException e) {
            LOG.warn("Remains of the failed backup {} stay in the storage.", id, e);
        }
    }

    private record Written(Manifest manifest, Digest manifestSha256, ArchiveFile file) {}
}
