// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Backups of two look-alike tenants in memory, at a time that a test sets. */
public final class KeptBackups {

    public static final TenantId TENANT = TenantId.of(42);
    public static final TenantId BYSTANDER = TenantId.of(43);

    public final MemoryStorage storage = new MemoryStorage();
    /** Time passes while rows are written: it shall be the same time for their bytes. */
    static final ArchiveOptions ON_ONE_THREAD = ArchiveOptions.DEFAULTS.withThreads(ArchiveOptions.Threads.ONE);

    public final BackupRepository repository =
            BackupRepository.of(storage).withOptions(ON_ONE_THREAD).withClock(() -> this.now);
    private Instant now = Instant.parse("2026-03-01T02:00:00Z");

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** A backup of each tenant; the bystander's comes first. */
    public BackupRecord ofBoth() {
        publish(BYSTANDER);
        return publish(TENANT);
    }

    public BackupRecord publish(TenantId tenant) {
        return repository.publish(
                tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
    }

    /** Every object of a tenant's backups, as it is. */
    public Map<ObjectKey, String> objectsOf(TenantId tenant) {
        Map<ObjectKey, String> objects = new TreeMap<>();
        for (StoredObject object : storage.list("tenant_export_" + tenant + "_")) {
            objects.put(object.key(), new String(read(object.key()), StandardCharsets.ISO_8859_1));
        }
        return objects;
    }

    public List<String> keys() {
        return storage.list("").stream().map(object -> object.key().value()).toList();
    }

    public byte[] read(ObjectKey key) {
        try (InputStream in = storage.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void put(String key, String content) {
        storage.replace(ObjectKey.of(key), ContentWriter.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Flips a bit in the middle of an archive. */
    public void damage(BackupRecord backup) {
        ObjectKey key = BackupNames.archive(backup);
        byte[] bytes = read(key);
        bytes[bytes.length / 2] ^= 1;
        storage.replace(key, ContentWriter.of(bytes));
    }
}
