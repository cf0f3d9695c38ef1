// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Backups of two tenants who look alike, in a storage that somebody else can write to. */
final class SignedStorage {

    static final TenantId OURS = TenantId.of(42);
    static final TenantId BYSTANDER = TenantId.of(43);

    /** When the first backup is made. */
    static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");

    final MemoryStorage memory = new MemoryStorage();
    final SigningKey key = SigningKey.generate();
    final SigningKey strangersKey = SigningKey.generate();
    Instant now = FIRST;

    /** Asks for no signatures and makes none. */
    BackupRepository unsigned() {
        return BackupRepository.of(memory).withClock(() -> now);
    }

    /** Signs with our key, and asks for no signatures. */
    BackupRepository signing() {
        return unsigned().withSigningKey(key);
    }

    /** Signs with our key, and believes only what it signed. */
    BackupRepository trusting() {
        return signing().requireSignatureFrom(key.verifyingKey());
    }

    /** Signs with a key of its own. */
    BackupRepository strangers() {
        return unsigned().withSigningKey(strangersKey);
    }

    /** Publishes a backup; an hour passes. */
    BackupRecord publish(BackupRepository backups, TenantId tenant) {
        BackupRecord backup =
                backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
        now = now.plus(Duration.ofHours(1));
        return backup;
    }

    byte[] bytes(String name) {
        return bytes(memory, name);
    }

    static byte[] bytes(MemoryStorage storage, String name) {
        try (InputStream in = storage.open(ObjectKey.of(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    void put(String name, byte[] bytes) {
        memory.replace(ObjectKey.of(name), ContentWriter.of(bytes));
    }

    void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void delete(String name) {
        memory.delete(ObjectKey.of(name));
    }

    static String recordName(BackupId backup) {
        return backup + ".json";
    }

    static String archiveName(BackupId backup) {
        return backup + ".zip";
    }
}
