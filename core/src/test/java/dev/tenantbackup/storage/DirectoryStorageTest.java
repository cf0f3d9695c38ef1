// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract can't see: the order in which a directory's files reach the disk, and what a crash leaves. */
class DirectoryStorageTest {

    private static final ObjectKey KEY = ObjectKey.of("a.zip");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path directory;

    private final WatchedFiles files = new WatchedFiles();

    @Nested
    class Order {

        @Test
        void ofCreatingIsContentThenNameThenDirectory() {
            storage().create(KEY, text("abc"));

            assertThat(files.changes)
                    .containsExactly(
                            "create part",
                            "force part of 3 bytes",
                            "link part to a.zip",
                            "force directory",
                            "delete part");
        }

        @Test
        void ofReplacingIsContentThenNameThenDirectory() {
            storage().replace(KEY, text("abc"));

            assertThat(files.changes)
                    .containsExactly("create part", "force part of 3 bytes", "rename part to a.zip", "force directory");
        }

        @Test
        void ofDeletingEndsWithTheDirectory() {
            storage().create(KEY, text("abc"));
            files.changes.clear();
            storage().delete(KEY);

            assertThat(files.changes).containsExactly("delete a.zip", "force directory");
        }
    }

    @Nested
    class Failures {

        @Test
        void ofCreatingLeaveNothingOrTheWholeObject() throws IOException {
            for (int failing = 0; ; failing++) {
                files.reset(failing);
                boolean stored = true;
                try {
                    storage().create(KEY, text("abc"));
                } catch (StorageException e) {
                    stored = false;
                    assertThat(e).hasMessageContaining("a.zip").hasMessageContaining("failed on purpose");
                }
                if (!files.failed) {
                    assertThat(failing).as("calls that could fail").isEqualTo(5);
                    return;
                }
                Optional<StoredObject> found = storage().find(KEY);
                assertThat(found.map(StoredObject::bytes).orElse(3L)).isEqualTo(3);
                assertThat(found.isPresent() || !stored).isTrue();
                assertThat(parts()).hasSizeLessThanOrEqualTo(files.lastFailed.startsWith("delete") ? 1 : 0);
                storage().delete(KEY);
                for (Path part : parts()) {
                    Files.delete(part);
                }
            }
        }

        @Test
        void ofReplacingLeaveTheOldOrTheNew() throws IOException {
            files.reset(-1);
            storage().create(KEY, text("old"));
            for (int failing = 0; ; failing++) {
                files.reset(failing);
                try {
                    storage().replace(KEY, text("newer"));
                } catch (StorageException e) {
                    assertThat(e).hasMessageContaining("a.zip");
                }
                if (!files.failed) {
                    assertThat(failing).as("calls that could fail").isEqualTo(4);
                    return;
                }
                assertThat(Files.readString(directory.resolve("a.zip"))).isIn("old", "newer");
                assertThat(parts()).isEmpty();
            }
        }

        @Test
        void ofDeletingAreSaid() {
            storage().create(KEY, text("abc"));
            files.reset(1);
            assertThatThrownBy(() -> storage().delete(KEY))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Cannot delete 'a.zip'");
        }
    }

    @Nested
    class WithoutHardLinks {

        @BeforeEach
        void forgetLinks() {
            files.knowsLinks = false;
        }

        @Test
        void objectsAreRenamedUnderAClaim() throws IOException {
            storage().create(KEY, text("abc"));

            assertThat(files.changes)
                    .containsExactly(
                            "create part",
                            "force part of 3 bytes",
                            "create claim",
                            "rename part to a.zip",
                            "delete claim",
                            "force directory",
                            "delete part");
            assertThat(directory.resolve("a.zip")).hasContent("abc");
            assertThat(names()).containsExactly("a.zip");
        }

        @Test
        void aTakenKeyIsRefused() throws IOException {
            DirectoryStorage storage = storage();
            storage.create(KEY, text("a"));
            assertThatThrownBy(() -> storage.create(KEY, text("b"))).isInstanceOf(ObjectExistsException.class);
            ObjectKey late = ObjectKey.of("late.zip");
            assertThatThrownBy(() -> storage.create(late, out -> Files.writeString(directory.resolve("late.zip"), "x")))
                    .isInstanceOf(ObjectExistsException.class);
            assertThat(directory.resolve("late.zip")).hasContent("x");
            assertThat(names()).containsExactly("a.zip", "late.zip");
        }

        @Test
        void oneOfManyWins() throws Exception {
            files.watches = false;
            DirectoryStorage storage = storage();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (int round = 0; round < 20; round++) {
                ObjectKey key = ObjectKey.of("race-" + round);
                CyclicBarrier start = new CyclicBarrier(8);
                Callable<Boolean> creator = () -> {
                    start.await();
                    try {
                        storage.create(key, text(Thread.currentThread().getName()));
                        return true;
                    } catch (ObjectExistsException e) {
                        return false;
                    }
                };
                int winners = 0;
                for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(8, creator))) {
                    winners += done.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
            threads.shutdown();
            assertThat(names()).hasSize(20);
        }

        @Test
        void claimsOfDeadWritersAreRemovedWhenTheyAreOld() throws IOException {
            Path claim = Files.createFile(directory.resolve(".claim-1"));
            Files.setLastModifiedTime(claim, FileTime.from(NOW.minus(Duration.ofHours(25))));
            storage();
            assertThat(claim).doesNotExist();
        }

        private List<String> names() throws IOException {
            try (Stream<Path> all = Files.list(directory)) {
                return all.map(file -> file.getFileName().toString()).sorted().toList();
            }
        }
    }

    @Nested
    class PartFiles {

        @Test
        void areNeverObjects() throws IOException {
            Files.writeString(directory.resolve(".part-1"), "half");
            assertThat(storage().list("")).isEmpty();
            assertThat(storage().list(".part")).isEmpty();
        }

        @Test
        void ofDeadWritersAreRemovedWhenTheyAreOld() throws IOException {
            Path dead = Files.writeString(directory.resolve(".part-dead"), "half");
            Path live = Files.writeString(directory.resolve(".part-live"), "half");
            Path foreign = Files.writeString(directory.resolve(".other"), "not ours");
            Duration old = DirectoryStorage.ABANDONED_AFTER.plusSeconds(1);
            Files.setLastModifiedTime(dead, FileTime.from(NOW.minus(old)));
            Files.setLastModifiedTime(foreign, FileTime.from(NOW.minus(old)));
            Files.setLastModifiedTime(live, FileTime.from(NOW.minus(old).plusSeconds(2)));

            storage();

            assertThat(dead).doesNotExist();
            assertThat(live).exists();
            assertThat(foreign).exists();
        }

        @Test
        void thatAreLeftAfterLinkingDoNotHarmTheObject() throws IOException {
            storage().create(KEY, text("abc"));
            Path part = directory.resolve(".part-left");
            Files.createLink(part, directory.resolve("a.zip"));
            Files.setLastModifiedTime(part, FileTime.from(NOW.minus(Duration.ofDays(2))));

            storage();

            assertThat(part).doesNotExist();
            assertThat(Files.readString(directory.resolve("a.zip"))).isEqualTo("abc");
        }
    }

    @Nested
    class Directories {

        @Test
        void areCreated() {
            DirectoryStorage storage = DirectoryStorage.open(directory.resolve("x/y"));
            storage.create(KEY, text("abc"));
            assertThat(storage.location(KEY))
                    .isEqualTo(directory.resolve("x/y/a.zip").toAbsolutePath().toString());
        }

        @Test
        void thatAreFilesAreRefused() throws IOException {
            Path file = Files.createFile(directory.resolve("file"));
            assertThatThrownBy(() -> DirectoryStorage.open(file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("file")
                    .hasMessageContaining("Hint:");
        }

        @Test
        void insideAreNoObjects() throws IOException {
            Files.createDirectory(directory.resolve("a.zip"));
            assertThat(storage().find(KEY)).isEmpty();
            assertThat(storage().list("")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../a",
                "a/b",
                "a\\b",
                "/etc/passwd",
                ".part-1",
                "a\u0000b",
                "a b",
                "ä",
                "-a",
                "%2e%2e/"
            })
    void namesThatLeadElsewhereAreNoKeys(String name) {
        assertThat(ObjectKey.isValid(name)).isFalse();
        assertThatThrownBy(() -> ObjectKey.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertThat(ObjectKey.isValid("x".repeat(255))).isTrue();
        assertThat(ObjectKey.isValid("x".repeat(256))).isFalse();
    }

    private DirectoryStorage storage() {
        return DirectoryStorage.open(directory, files, InstantSource.fixed(NOW));
    }

    private static ContentWriter text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(".part-"))
                    .toList();
        }
    }
}
