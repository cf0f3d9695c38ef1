// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A storage that is to be held against a contract, and what its implementer says of it. */
abstract class StorageUnderTest {

    static final ObjectKey KEY = ObjectKey.of("tenant_export_42_20260301020000.zip");

    final List<BackupStorage> given = new ArrayList<>();

    /** An empty storage. Called once per test. */
    protected abstract BackupStorage emptyStorage();

    /** The same place as another process would open it. The same object where there is no other way in. */
    protected BackupStorage reopened(BackupStorage storage) {
        return storage;
    }

    /** Whether keys that differ only in case are two keys here. */
    protected boolean distinguishesCase() {
        return true;
    }

    /** How many objects lie on more than one page of a listing. */
    protected int moreThanOnePage() {
        return 1_100;
    }

    /** The storage under test: the same one throughout a test. */
    BackupStorage storage() {
        if (given.isEmpty()) {
            given.add(emptyStorage());
        }
        return given.get(0);
    }

    void assertNothingIsThere() {
        assertThat(storage().find(KEY)).isEmpty();
        assertThat(storage().list("")).isEmpty();
    }

    static ContentWriter text(String text) {
        return ContentWriter.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(BackupStorage storage, ObjectKey key) {
        return new String(read(storage, key), StandardCharsets.UTF_8);
    }

    static byte[] read(BackupStorage storage, ObjectKey key) {
        return bytes(storage.open(key));
    }

    static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static void inParallel(List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
