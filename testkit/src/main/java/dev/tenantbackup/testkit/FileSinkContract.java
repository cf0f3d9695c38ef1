// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.files.FileExistsException;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileMissingException;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.MemoryFiles;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileSink} promises, and with it every {@code FileSource}. Extend it and give it a place without files.
 */
public abstract class FileSinkContract {

    private static final FileKey KEY = FileKey.of("menus/7/soup.jpg");

    private FileSink files = new MemoryFiles();

    /** A place without files. Called once per test. */
    protected abstract FileSink noFiles();

    @BeforeEach
    final void open() {
        files = noFiles();
    }

    @Nested
    class Creating {

        @Test
        void keepsEveryByte() {
            for (int size : new int[] {0, 1, 8192, 65_537, 3_000_000}) {
                FileKey key = FileKey.of("size-" + size);
                byte[] content = randomBytes(size);
                files.create(key, ContentWriter.of(content));

                assertThat(read(key)).isEqualTo(content);
                assertThat(files.find(key))
                        .hasValueSatisfying(found -> assertThat(found.key()).isEqualTo(key))
                        .map(StoredFile::bytes)
                        .hasValueSatisfying(
                                bytes -> assertThat(bytes).isIn(OptionalLong.empty(), OptionalLong.of(size)));
            }
        }

        @Test
        void takesOddKeysForWhatTheyAre() {
            List<String> odd = List.of(
                    "k3x9qm0ytz",
                    "a b/ü ñ 日本.txt",
                    "per%20cent+plus",
                    "..hidden",
                    "a..b/c",
                    "-dash",
                    "quote'\"",
                    "emoji 🍜");
            odd.forEach(key -> files.create(FileKey.of(key), text("content of " + key)));
            odd.forEach(key -> assertThat(textOf(FileKey.of(key))).isEqualTo("content of " + key));
        }

        @Test
        void refusesATakenKeyAndLeavesTheFileAsItIs() {
            files.create(KEY, text("first"));

            assertThatThrownBy(() -> files.create(KEY, text("second")))
                    .isInstanceOf(FileExistsException.class)
                    .hasMessageContaining(KEY.value());
            assertThat(textOf(KEY)).isEqualTo("first");
        }

        @Test
        void ofTwoAtOnceExactlyOneSucceeds() throws Exception {
            for (int round = 0; round < 5; round++) {
                FileKey key = FileKey.of("race/" + round);
                List<String> winners = race(key);
                assertThat(winners).hasSize(1);
                assertThat(textOf(key)).isEqualTo(winners.get(0));
            }
        }

        @Test
        void showsNothingUntilTheContentIsComplete() {
            files.create(KEY, out -> {
                out.write(randomBytes(100_000));
                out.flush();
                assertThat(files.find(KEY)).isEmpty();
                assertThatThrownBy(() -> files.open(KEY)).isInstanceOf(FileMissingException.class);
            });
            assertThat(files.find(KEY)).isPresent();
        }

        @Test
        void leavesNothingIfTheContentFails() {
            assertThatThrownBy(() -> files.create(KEY, failing(new IOException("no more bytes"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(KEY.value())
                    .hasMessageContaining("no more bytes");
            assertThatThrownBy(() -> files.create(KEY, failing(new IllegalStateException("stop"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stop");
            assertThat(files.find(KEY)).isEmpty();

            files.create(KEY, text("now"));
            assertThat(textOf(KEY)).isEqualTo("now");
        }

        @Test
        void allowsTheContentToCloseItsStream() {
            files.create(KEY, out -> {
                out.write("closed".getBytes(StandardCharsets.UTF_8));
                out.close();
            });
            assertThat(textOf(KEY)).isEqualTo("closed");
        }

        private List<String> race(FileKey key) throws Exception {
            CyclicBarrier start = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<String> winners = new ArrayList<>();
            try {
                List<Future<String>> racers = new ArrayList<>();
                for (String name : List.of("one", "other")) {
                    Callable<String> racer = () -> {
                        start.await();
                        files.create(key, text(name));
                        return name;
                    };
                    racers.add(threads.submit(racer));
                }
                for (Future<String> racer : racers) {
                    try {
                        winners.add(racer.get());
                    } catch (ExecutionException lost) {
                        assertThat(lost.getCause()).isInstanceOf(FileExistsException.class);
                    }
                }
            } finally {
                threads.shutdown();
            }
            return winners;
        }
    }

    @Nested
    class Replacing {

        @Test
        void putsOneContentInPlaceOfAnother() {
            files.replace(KEY, text("first, longer"));
            files.replace(KEY, text("second"));
            assertThat(textOf(KEY)).isEqualTo("second");
        }

        @Test
        void keepsTheOldContentIfTheNewOneFails() {
            files.create(KEY, text("old"));
            assertThatThrownBy(() -> files.replace(KEY, failing(new IOException("no more bytes"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("no more bytes");
            assertThat(textOf(KEY)).isEqualTo("old");
        }
    }

    @Nested
    class Reading {

        @Test
        void saysWhichFileIsMissing() {
            assertThat(files.find(KEY)).isEmpty();
            assertThatThrownBy(() -> files.open(KEY))
                    .isInstanceOf(FileMissingException.class)
                    .hasMessageContaining(KEY.value());
        }

        @Test
        void takesADirectoryForNoFile() {
            files.create(KEY, text("soup"));
            FileKey directory = FileKey.of("menus/7");
            assertThatThrownBy(() -> files.open(directory)).isInstanceOf(StorageException.class);
        }
    }

    @Nested
    class Deleting {

        @Test
        void takesOneFileAwayAndCanBeRepeated() {
            FileKey neighbour = FileKey.of("menus/7/soup.jpg2");
            files.create(KEY, text("soup"));
            files.create(neighbour, text("neighbour"));
            files.delete(KEY);
            files.delete(KEY);

            assertThat(files.find(KEY)).isEmpty();
            assertThat(textOf(neighbour)).isEqualTo("neighbour");
        }

        @Test
        void makesTheKeyFreeAgain() {
            files.create(KEY, text("first"));
            files.delete(KEY);
            files.create(KEY, text("second"));
            assertThat(textOf(KEY)).isEqualTo("second");
        }
    }

    private byte[] read(FileKey key) {
        try (InputStream in = files.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String textOf(FileKey key) {
        return new String(read(key), StandardCharsets.UTF_8);
    }

    private static ContentWriter text(String content) {
        return ContentWriter.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static ContentWriter failing(Exception failure) {
        return out -> {
            out.write(Arrays.copyOf(new byte[] {1, 2, 3}, 100_000));
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) failure;
        };
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
