// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository over a storage in memory that writes down what is asked of it, at a time of the test's choice. */
abstract class RepositoryScene {

    static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    static final TenantId TENANT = TenantId.of(42);
    static final String FIRST = "tenant_export_42_20260301020000";

    @TempDir
    Path directory;

    final List<String> calls = new ArrayList<>();
    final MemoryStorage memory = new MemoryStorage();
    final BackupStorage storage = watched(memory, calls);
    Instant now = NOW;
    BackupRepository backups = BackupRepository.of(storage);

    @BeforeEach
    void useOurOwnClockAndSpool() throws IOException {
        Files.createDirectories(directory.resolve("spool"));
        backups = backups.withClock(() -> now).withSpoolDirectory(directory.resolve("spool"));
    }

    BackupRecord publish(TenantId tenant) {
        return publish(backups, tenant);
    }

    static BackupRecord publish(BackupRepository backups, TenantId tenant) {
        return backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
    }

    byte[] read(String key) {
        try (InputStream in = memory.open(ObjectKey.of(key))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StorageException(Problem.of("no " + key), e);
        }
    }

    void replace(String key, byte[] content) {
        memory.replace(ObjectKey.of(key), ContentWriter.of(content));
    }

    List<String> keys() {
        return memory.list("").stream()
                .map(StoredObject::key)
                .map(ObjectKey::value)
                .toList();
    }

    List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.toList();
        }
    }

    /** Passes everything on and writes it down. */
    static BackupStorage watched(BackupStorage storage, List<String> calls) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + arguments[0]);
                    return call(method, storage, arguments);
                });
    }

    static Object call(Method method, BackupStorage storage, Object[] arguments) throws Throwable {
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
