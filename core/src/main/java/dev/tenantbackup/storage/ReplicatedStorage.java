// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of every object in a second storage.
 *
 * <p>The first storage decides: what it stores is stored, what it refuses is refused. Then the object is read back from it
 * and written to the second, on the same thread. If that fails, the call succeeds nevertheless, a warning is logged, {@link
 * #report} names the object and {@link #repair} copies it: a backup in one place is worth more than none. Reading asks the
 * second storage where the first one fails or has lost the object.
 *
 * <p>Give the second storage to nobody else. As thread-safe as the two are.
 */
public final class ReplicatedStorage implements BackupStorage {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedStorage.class);

    private final BackupStorage first;
    private final BackupStorage second;

    public ReplicatedStorage(BackupStorage first, BackupStorage second) {
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        first.create(key, content);
        copyAfterwards(key);
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        first.replace(key, content);
        copyAfterwards(key);
    }

    private void copyAfterwards(ObjectKey key) {
        try {
            copy(first, second, key);
        } catch (StorageException failure) {
            LOG.warn("'{}' is in the first storage only, a repair will copy it.", key, failure);
        }
    }

    private static void copy(BackupStorage from, BackupStorage to, ObjectKey key) {
        to.replace(key, out -> {
            try (InputStream in = from.open(key)) {
                in.transferTo(out);
            }
        });
    }

    /** Deletes the copy first: what remains after a failure is still found. */
    @Override
    public void delete(ObjectKey key) {
        second.delete(key);
        first.delete(key);
    }

    @Override
    public InputStream open(ObjectKey key) {
        return fromEither(storage -> storage.open(key));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        try {
            return Optional.of(
                    fromEither(storage -> storage.find(key).orElseThrow(() -> new ObjectNotFoundException(key))));
        } catch (ObjectNotFoundException inNeither) {
            return Optional.empty();
        }
    }

    /** Asks the second storage where the first one fails; its answer counts only if it has one. */
    private <T> T fromEither(Function<BackupStorage, T> question) {
        try {
            return question.apply(first);
        } catch (StorageException failure) {
            try {
                T answer = question.apply(second);
                if (!(failure instanceof ObjectNotFoundException)) {
                    LOG.warn("The first storage failed, the second one answers.", failure);
                }
                return answer;
            } catch (StorageException also) {
                failure.addSuppressed(also);
                throw failure;
            }
        }
    }

    /** What is in either storage; if one can't be asked, what is in the other. */
    @Override
    public List<StoredObject> list(String prefix) {
        Map<ObjectKey, StoredObject> found = new TreeMap<>();
        List<StorageException> failures = new ArrayList<>();
        for (BackupStorage storage : List.of(first, second)) {
            try {
                storage.list(prefix).forEach(object -> found.putIfAbsent(object.key(), object));
            } catch (StorageException failure) {
                failures.add(failure);
            }
        }
        if (failures.size() == 2) {
            failures.get(0).addSuppressed(failures.get(1));
            throw failures.get(0);
        }
        failures.forEach(failure -> LOG.warn("One of two storages can't be listed, the other one is.", failure));
        return List.copyOf(found.values());
    }

    @Override
    public String location(ObjectKey key) {
        return first.location(key);
    }

    /**
     * Compares the two storages by keys and sizes.
     *
     * @throws StorageException if one of them can't be listed
     */
    public Report report() {
        Map<ObjectKey, StoredObject> inSecond = new HashMap<>();
        second.list("").forEach(object -> inSecond.put(object.key(), object));
        List<ObjectKey> inBoth = new ArrayList<>();
        List<ObjectKey> onlyInFirst = new ArrayList<>();
        List<ObjectKey> different = new ArrayList<>();
        for (StoredObject object : first.list("")) {
            StoredObject copy = inSecond.remove(object.key());
            if (copy == null) {
                onlyInFirst.add(object.key());
            } else if (copy.bytes() != object.bytes()) {
                different.add(object.key());
            } else {
                inBoth.add(object.key());
            }
        }
        List<ObjectKey> onlyInSecond = inSecond.keySet().stream().sorted().toList();
        return new Report(inBoth, onlyInFirst, onlyInSecond, different);
    }

    /**
     * Copies what only one storage has to the other one; where both differ, the first one's object counts. Deletes nothing:
     * an object whose deletion failed halfway comes back.
     *
     * @return what it found and mended
     * @throws StorageException at the first object that can't be copied; what was copied until then stays
     */
    public Report repair() {
        Report found = report();
        found.onlyInFirst().forEach(key -> copy(first, second, key));
        found.different().forEach(key -> copy(first, second, key));
        found.onlyInSecond().forEach(key -> bringBack(key));
        return found;
    }

    private void bringBack(ObjectKey key) {
        first.create(key, out -> {
            try (InputStream in = second.open(key)) {
                in.transferTo(out);
            } catch (StorageException lost) {
                throw new IOException(lost.getMessage(), lost);
            }
        });
    }

    /**
     * Where objects are.
     *
     * @param inBoth in both, of one size
     * @param onlyInFirst without a copy
     * @param onlyInSecond lost in the first storage
     * @param different in both, of different sizes
     */
    public record Report(
            List<ObjectKey> inBoth,
            List<ObjectKey> onlyInFirst,
            List<ObjectKey> onlyInSecond,
            List<ObjectKey> different) {

        public Report {
            inBoth = List.copyOf(inBoth);
            onlyInFirst = List.copyOf(onlyInFirst);
            onlyInSecond = List.copyOf(onlyInSecond);
            different = List.copyOf(different);
        }

        /** Whether every object is in both places. */
        public boolean isSound() {
            return onlyInFirst.isEmpty() && onlyInSecond.isEmpty() && different.isEmpty();
        }

        /** What is wrong, in one sentence; empty if nothing is. */
        public Optional<Problem> problem() {
            return isSound()
                    ? Optional.empty()
                    : Optional.of(Problem.of(onlyInFirst.size() + " objects are in the first storage only, "
                                    + onlyInSecond.size() + " in the second only, " + different.size() + " differ.")
                            .withHint("repair copies them."));
        }
    }
}
