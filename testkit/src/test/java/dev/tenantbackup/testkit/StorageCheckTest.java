// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ReadOnlyStorage;
import dev.tenantbackup.storage.StorageCheck;
import dev.tenantbackup.storage.StorageCheck.Step;
import dev.tenantbackup.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCheckTest {

    private final MemoryStorage memory = new MemoryStorage();

    private static List<String> failed(BackupStorage storage) {
        return StorageCheck.of(storage).stream()
                .filter(step -> !step.isPassed())
                .map(Step::name)
                .toList();
    }

    @Test
    void aStorageThatKeepsItsPromisesPassesAndIsLeftAsItWas(@TempDir Path directory) {
        assertThat(failed(memory)).isEmpty();
        assertThat(memory.list("")).isEmpty();
        assertThat(failed(DirectoryStorage.open(directory))).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aStorageThatIgnoresWhetherAKeyIsTakenIsFoundOut() {
        BackupStorage careless = new Forwarding(memory) {
            @Override
            public void create(ObjectKey key, ContentWriter content) {
                memory.replace(key, content);
            }
        };

        assertThat(failed(careless)).containsExactly("refuse a key that is taken", "one of two writers of a key wins");
    }

    @Test
    void aStorageThatLosesBytesIsFoundOut() {
        BackupStorage shortening = new Forwarding(memory) {
            @Override
            public InputStream open(ObjectKey key) {
                try (InputStream in = memory.open(key)) {
                    byte[] all = in.readAllBytes();
                    return new ByteArrayInputStream(all, 0, all.length - 1);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };

        assertThat(failed(shortening))
                .containsExactly("read back", "replace", "20 MiB in one stream, unseen until complete");
    }

    @Test
    void aStorageThatStoresHalfOfWhatFailsIsFoundOut() {
        BackupStorage hasty = new Forwarding(memory) {
            @Override
            public void create(ObjectKey key, ContentWriter content) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try {
                    content.writeTo(bytes);
                } catch (IOException e) {
                    memory.create(key, ContentWriter.of(bytes.toByteArray()));
                    throw new StorageException(Problem.of("failed"), e);
                }
                memory.create(key, ContentWriter.of(bytes.toByteArray()));
            }
        };

        assertThat(failed(hasty)).contains("nothing left of content that fails");
    }

    @Test
    void aStorageThatListsStaleObjectsIsFoundOut() {
        BackupStorage stale = new Forwarding(memory) {
            @Override
            public List<StoredObject> list(String prefix) {
                return List.of();
            }
        };

        assertThat(failed(stale)).containsExactly("list");
    }

    @Test
    void whereNothingCanBeWrittenTheReasonIsSaid() {
        assertThat(StorageCheck.of(new ReadOnlyStorage(memory)))
                .singleElement()
                .satisfies(step -> assertThat(step.problem())
                        .hasValueSatisfying(problem -> assertThat(problem).contains("read-only")));
    }

    /** A storage like the one under it, but for what a test changes. */
    private static class Forwarding implements BackupStorage {

        private final BackupStorage storage;

        Forwarding(BackupStorage storage) {
            this.storage = storage;
        }

        @Override
        public void create(ObjectKey key, ContentWriter content) {
            storage.create(key, content);
        }

        @Override
        public void replace(ObjectKey key, ContentWriter content) {
            storage.replace(key, content);
        }

        @Override
        public InputStream open(ObjectKey key) {
            return storage.open(key);
        }

        @Override
        public Optional<StoredObject> find(ObjectKey key) {
            return storage.find(key);
        }

        @Override
        public List<StoredObject> list(String prefix) {
            return storage.list(prefix);
        }

        @Override
        public void delete(ObjectKey key) {
            storage.delete(key);
        }
    }
}
