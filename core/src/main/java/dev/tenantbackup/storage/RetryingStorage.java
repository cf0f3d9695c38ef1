// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries calls to another storage again whose failure may pass; every other failure comes out at once. The last failure
 * comes out with those before it attached.
 *
 * <p>Content is asked for once only, so what is written is tried again only up to 4 MiB, which is held in memory: records
 * and notes, not archives. Where the answer to a first attempt was lost, "taken" is told from "taken by this very call" by
 * comparing the bytes. A stream that breaks while it is read is not resumed.
 *
 * <p>Waits on the calling thread; an interrupt ends the waiting with the last failure, and stays set. As thread-safe as
 * what it wraps.
 */
public final class RetryingStorage implements BackupStorage {

    /** How many bytes are kept for a second attempt. */
    static final int MOST_KEPT = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RetryingStorage.class);

    private final BackupStorage storage;
    private final RetryPolicy policy;

    public RetryingStorage(BackupStorage storage, RetryPolicy policy) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        Kept kept = new Kept(content);
        boolean[] isTriedBefore = new boolean[1];
        retrying("store '" + key + "'", kept, () -> {
            try {
                storage.create(key, kept);
            } catch (ObjectExistsException taken) {
                if (!isTriedBefore[0] || !kept.isWhatIsStored(storage, key)) {
                    throw taken;
                }
            } finally {
                isTriedBefore[0] = true;
            }
            return true;
        });
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        Kept kept = new Kept(content);
        retrying("store '" + key + "'", kept, () -> {
            storage.replace(key, kept);
            return true;
        });
    }

    @Override
    public InputStream open(ObjectKey key) {
        return retrying("open '" + key + "'", () -> storage.open(key));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return retrying("look for '" + key + "'", () -> storage.find(key));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return retrying("list", () -> storage.list(prefix));
    }

    @Override
    public void delete(ObjectKey key) {
        retrying("delete '" + key + "'", () -> {
            storage.delete(key);
            return true;
        });
    }

    @Override
    public String location(ObjectKey key) {
        return storage.location(key);
    }

    @Override
    public <T> Optional<T> ability(Class<T> ability) {
        if (ability == SupportsRangedReads.class) {
            return storage.ability(SupportsRangedReads.class)
                    .map(ranged -> (SupportsRangedReads) (key, offset, length) ->
                            retrying("open '" + key + "'", () -> ranged.open(key, offset, length)))
                    .map(ability::cast);
        }
        return storage.ability(ability);
    }

    private <T> T retrying(String what, Supplier<T> call) {
        return retrying(what, null, call);
    }

    private <T> T retrying(String what, @Nullable Kept content, Supplier<T> call) {
        StorageException before = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StorageException failure) {
                if (before != null) {
                    failure.addSuppressed(before);
                }
                boolean mayBeRepeated = content == null || content.canBeWrittenAgain();
                if (!failure.problem().retryable() || attempt >= policy.attempts() || !mayBeRepeated) {
                    throw failure;
                }
                LOG.info("Trying again to {}, attempt {} of {} failed", what, attempt, policy.attempts(), failure);
                pause(attempt, failure);
                before = failure;
            }
        }
    }

    private void pause(int failed, StorageException failure) {
        try {
            Thread.sleep(policy.waitAfter(failed, RandomGenerator.getDefault()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Content that is asked for once, and remembered as long as it is small. */
    private static final class Kept implements ContentWriter {

        private final ContentWriter content;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean isAsked;
        private boolean isComplete;
        private boolean isTooLong;

        Kept(ContentWriter content) {
            this.content = content;
        }

        boolean canBeWrittenAgain() {
            return !isAsked || (isComplete && !isTooLong);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            if (isComplete) {
                bytes.writeTo(out);
                return;
            }
            isAsked = true;
            content.writeTo(new KeptOpenOutput(out) {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] some, int offset, int length) throws IOException {
                    keep(some, offset, length);
                    super.write(some, offset, length);
                }
            });
            isComplete = true;
        }

        private void keep(byte[] some, int offset, int length) {
            if (bytes.size() + (long) length > MOST_KEPT) {
                isTooLong = true;
                bytes.reset();
            }
            if (!isTooLong) {
                bytes.write(some, offset, length);
            }
        }

        boolean isWhatIsStored(BackupStorage storage, ObjectKey key) {
            try (InputStream in = storage.open(key)) {
                byte[] mine = bytes.toByteArray();
                return isComplete && Arrays.equals(in.readNBytes(mine.length + 1), mine);
            } catch (IOException e) {
                throw new StorageException(Problem.of("Cannot read '" + key + "': " + e.getMessage() + "."), e);
            }
        }
    }
}
