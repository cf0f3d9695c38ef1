// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Proves a storage before one trusts it with backups: writes, reads back, lists, deletes, and lets two writers race for one
 * key. Uses keys that begin with {@code storage-check-}, and removes them. A check that passes says that the storage keeps
 * its promises now and from here; it can't show what a power failure would leave.
 */
public final class StorageCheck {

    private static final int LARGE = 20 << 20;
    private static final int RACES = 10;

    private final BackupStorage storage;
    private final String prefix;
    private final List<Step> steps = new ArrayList<>();

    private StorageCheck(BackupStorage storage) {
        this.storage = storage;
        this.prefix = "storage-check-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    }

    /** Checks a storage: about 20 MiB are written and read. Never throws what the storage throws. */
    public static List<Step> of(BackupStorage storage) {
        return new StorageCheck(storage).run();
    }

    private List<Step> run() {
        ObjectKey small = key("small");
        ObjectKey large = key("large");
        byte[] content = "what was written".getBytes(StandardCharsets.UTF_8);
        step("write", () -> {
            storage.create(small, ContentWriter.of(content));
            return Optional.empty();
        });
        if (steps.get(0).isPassed()) {
            step("read back", () -> differs(small, new ByteArrayInputStream(content)));
            step("refuse a key that is taken", () -> refusesTaken(small));
            step("replace", () -> {
                byte[] other = "something else".getBytes(StandardCharsets.UTF_8);
                storage.replace(small, ContentWriter.of(other));
                return differs(small, new ByteArrayInputStream(other));
            });
            step("20 MiB in one stream, unseen until complete", () -> large(large));
            step("list", () -> lists(small, large));
            step("nothing left of content that fails", this::leavesNothing);
            step("one of two writers of a key wins", this::race);
            step("delete", () -> deletes(small, large));
        }
        return List.copyOf(steps);
    }

    private ObjectKey key(String name) {
        return ObjectKey.of(prefix + name);
    }

    private void step(String what, Trial trial) {
        long start = System.nanoTime();
        String problem;
        try {
            problem = trial.run().orElse(null);
        } catch (StorageException | IOException failure) {
            problem = String.valueOf(failure.getMessage());
        }
        steps.add(new Step(what, Optional.ofNullable(problem), (System.nanoTime() - start) / 1_000_000));
    }

    private Optional<String> differs(ObjectKey key, InputStream expected) throws IOException {
        try (InputStream in = storage.open(key);
                InputStream wanted = expected) {
            byte[] found = new byte[1 << 16];
            for (int read = in.readNBytes(found, 0, found.length);
                    read > 0;
                    read = in.readNBytes(found, 0, found.length)) {
                if (!Arrays.equals(found, 0, read, wanted.readNBytes(read), 0, read)) {
                    return Optional.of("other bytes came back than were written");
                }
            }
            return wanted.read() < 0 ? Optional.empty() : Optional.of("fewer bytes came back than were written");
        }
    }

    private Optional<String> refusesTaken(ObjectKey key) {
        try {
            storage.create(key, ContentWriter.of(new byte[] {1}));
            return Optional.of(
                    "a second writer replaced what the first one stored: backups could overwrite each other");
        } catch (ObjectExistsException asItShould) {
            return Optional.empty();
        }
    }

    private Optional<String> large(ObjectKey key) throws IOException {
        boolean[] isSeen = new boolean[1];
        storage.create(key, out -> {
            byte[] some = new byte[1 << 20];
            Random random = new Random(LARGE);
            for (int written = 0; written < LARGE; written += some.length) {
                random.nextBytes(some);
                out.write(some);
                isSeen[0] |= written == LARGE / 2 && storage.find(key).isPresent();
            }
        });
        if (isSeen[0]) {
            return Optional.of("the object could be seen before it was complete");
        }
        byte[] all = new byte[LARGE];
        byte[] some = new byte[1 << 20];
        Random random = new Random(LARGE);
        for (int written = 0; written < LARGE; written += some.length) {
            random.nextBytes(some);
            System.arraycopy(some, 0, all, written, some.length);
        }
        return differs(key, new ByteArrayInputStream(all));
    }

    private Optional<String> lists(ObjectKey small, ObjectKey large) {
        List<ObjectKey> found =
                storage.list(prefix).stream().map(StoredObject::key).toList();
        return found.equals(List.of(large, small)) ? Optional.empty() : Optional.of("listed are " + found);
    }

    private Optional<String> leavesNothing() {
        ObjectKey key = key("failing");
        try {
            storage.create(key, out -> {
                out.write(new byte[1000]);
                throw new IOException("on purpose");
            });
            return Optional.of("an object was stored although its content failed");
        } catch (StorageException asItShould) {
            return storage.find(key).isEmpty() ? Optional.empty() : Optional.of("half an object was left");
        }
    }

    private Optional<String> race() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < RACES; i++) {
                ObjectKey key = key("race-" + i);
                CyclicBarrier start = new CyclicBarrier(2);
                List<CompletableFuture<Boolean>> writers = List.of(
                        CompletableFuture.supplyAsync(() -> wins(key, 1, start), threads),
                        CompletableFuture.supplyAsync(() -> wins(key, 2, start), threads));
                long winners = writers.stream().filter(CompletableFuture::join).count();
                storage.delete(key);
                if (winners != 1) {
                    return Optional.of(String.format(
                            Locale.ROOT, "%d of two writers of one key were told that they had stored it", winners));
                }
            }
            return Optional.empty();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return Optional.of(String.valueOf(cause.getMessage()));
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean wins(ObjectKey key, int content, CyclicBarrier start) {
        try {
            start.await();
            storage.create(key, ContentWriter.of(new byte[] {(byte) content}));
            return true;
        } catch (ObjectExistsException other) {
            return false;
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new CompletionException(e);
        }
    }

    private Optional<String> deletes(ObjectKey small, ObjectKey large) {
        storage.delete(small);
        storage.delete(large);
        storage.delete(small);
        List<StoredObject> left = storage.list(prefix);
        return left.isEmpty() ? Optional.empty() : Optional.of("still listed: " + left);
    }

    /**
     * One thing that was tried.
     *
     * @param name what
     * @param problem what went wrong; empty if it passed
     * @param millis how long it took
     */
    public record Step(String name, Optional<String> problem, long millis) {

        public boolean isPassed() {
            return problem.isEmpty();
        }
    }

    @FunctionalInterface
    private interface Trial {

        /** What went wrong, if anything. */
        Optional<String> run() throws IOException;
    }
}
