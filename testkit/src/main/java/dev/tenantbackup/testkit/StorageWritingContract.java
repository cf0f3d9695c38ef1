// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every storage promises of what is written to it. */
abstract class StorageWritingContract extends StorageUnderTest {

    @Nested
    class Creating {

        @Test
        void keepsEveryByte() {
            for (int size : new int[] {1, 2, 8191, 8192, 65_536, 65_537, 3_000_000}) {
                ObjectKey key = ObjectKey.of("size-" + size);
                byte[] content = randomBytes(size);
                storage().create(key, ContentWriter.of(content));

                assertThat(read(storage(), key)).isEqualTo(content);
                assertThat(storage().find(key)).contains(new StoredObject(key, size));
            }
        }

        @Test
        void takesContentByteByByteAndInPieces() {
            byte[] content = randomBytes(20_000);
            storage().create(KEY, out -> {
                for (int i = 0; i < 10_000; i++) {
                    out.write(content[i]);
                }
                out.flush();
                out.write(content, 10_000, 9_999);
                out.write(content, 0, 0);
                out.write(content, 19_999, 1);
            });
            assertThat(read(storage(), KEY)).isEqualTo(content);
        }

        @Test
        void keepsAnEmptyObject() {
            storage().create(KEY, out -> {});

            assertThat(read(storage(), KEY)).isEmpty();
            assertThat(storage().list("")).containsExactly(new StoredObject(KEY, 0));
        }

        @Test
        void refusesATakenKeyAndLeavesTheObjectAsItIs() {
            storage().create(KEY, text("first"));

            assertThatThrownBy(() -> storage().create(KEY, text("second")))
                    .isInstanceOfSatisfying(
                            ObjectExistsException.class,
                            e -> assertThat(e.key()).isEqualTo(KEY))
                    .hasMessageContaining(KEY.value());
            assertThat(readText(storage(), KEY)).isEqualTo("first");
        }

        @Test
        void isInvisibleUntilItIsComplete() {
            AtomicInteger looks = new AtomicInteger();
            storage().create(KEY, out -> {
                for (int i = 0; i < 3; i++) {
                    out.write(randomBytes(100_000));
                    out.flush();
                    for (BackupStorage view : List.of(storage(), reopened(storage()))) {
                        assertThat(view.find(KEY)).isEmpty();
                        assertThat(view.list("")).isEmpty();
                        assertThatThrownBy(() -> view.open(KEY)).isInstanceOf(ObjectNotFoundException.class);
                        looks.incrementAndGet();
                    }
                }
            });
            assertThat(looks).hasValue(6);
            assertThat(storage().list("")).hasSize(1);
        }

        @Test
        void leavesNothingIfTheContentFails() {
            for (int written : new int[] {0, 10, 1_000_000}) {
                IOException failure = new IOException("no more rows");
                assertThatThrownBy(() -> storage().create(KEY, out -> {
                            out.write(randomBytes(written));
                            throw failure;
                        }))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining(KEY.value())
                        .hasCause(failure);
                assertNothingIsThere();
            }
            storage().create(KEY, text("at last"));
            assertThat(readText(storage(), KEY)).isEqualTo("at last");
        }

        @Test
        void letsUncheckedExceptionsOfTheContentOutAsTheyAre() {
            for (RuntimeException failure :
                    List.of(new IllegalStateException("ours"), new UncheckedIOException(new IOException()))) {
                assertThatThrownBy(() -> storage().create(KEY, out -> {
                            out.write(1);
                            throw failure;
                        }))
                        .isSameAs(failure);
                assertNothingIsThere();
            }
        }

        @Test
        void asksForTheContentOnceOnTheCallersThread() {
            List<Thread> asked = new ArrayList<>();
            storage().create(KEY, out -> asked.add(Thread.currentThread()));
            assertThat(asked).containsExactly(Thread.currentThread());
        }

        @Test
        void toleratesContentThatClosesItsStream() {
            storage().create(KEY, out -> {
                out.write(7);
                out.close();
            });
            assertThat(read(storage(), KEY)).containsExactly(7);
        }

        @Test
        void letsOneOfManyWin() throws Exception {
            int creators = 8;
            for (int round = 0; round < 10; round++) {
                ObjectKey key = ObjectKey.of("race-" + round);
                CyclicBarrier start = new CyclicBarrier(creators);
                AtomicReference<String> winner = new AtomicReference<>();
                AtomicInteger losers = new AtomicInteger();
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < creators; i++) {
                    String name = "creator " + i + " ".repeat(10_000);
                    BackupStorage view = i % 2 == 0 ? storage() : reopened(storage());
                    tasks.add(() -> {
                        start.await();
                        try {
                            view.create(key, text(name));
                            assertThat(winner.compareAndSet(null, name)).isTrue();
                        } catch (ObjectExistsException e) {
                            losers.incrementAndGet();
                        }
                        return null;
                    });
                }
                inParallel(tasks);

                assertThat(losers).hasValue(creators - 1);
                assertThat(readText(storage(), key)).isEqualTo(winner.get());
            }
            assertThat(storage().list("")).hasSize(10);
        }
    }

    @Nested
    class Replacing {

        @Test
        void storesWhereNothingWas() {
            storage().replace(KEY, text("new"));
            assertThat(readText(storage(), KEY)).isEqualTo("new");
        }

        @Test
        void putsTheNewInPlaceOfTheOld() {
            storage().create(KEY, text("a long old text"));
            storage().replace(KEY, text("new"));

            assertThat(readText(storage(), KEY)).isEqualTo("new");
            assertThat(storage().list("")).containsExactly(new StoredObject(KEY, 3));
        }

        @Test
        void leavesTheOldIfTheContentFails() {
            storage().create(KEY, text("old"));
            assertThatThrownBy(() -> storage().replace(KEY, out -> {
                        out.write(randomBytes(100_000));
                        throw new IOException("no more rows");
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(KEY.value());

            assertThat(readText(storage(), KEY)).isEqualTo("old");
            assertThat(storage().list("")).hasSize(1);
        }

        @Test
        void doesNotTouchWhatIsBeingRead() throws IOException {
            byte[] old = randomBytes(500_000);
            storage().create(KEY, ContentWriter.of(old));
            try (InputStream in = storage().open(KEY)) {
                byte[] begin = in.readNBytes(10);
                storage().replace(KEY, text("new"));
                byte[] rest = in.readAllBytes();
                assertThat(begin).isEqualTo(Arrays.copyOf(old, 10));
                assertThat(rest).isEqualTo(Arrays.copyOfRange(old, 10, old.length));
            }
        }

        @Test
        void showsReadersOneWholeOrTheOther() throws Exception {
            storage().create(KEY, text("0".repeat(50_000)));
            AtomicInteger running = new AtomicInteger(3);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int writer = 1; writer <= 3; writer++) {
                String digit = String.valueOf(writer);
                tasks.add(() -> {
                    for (int i = 0; i < 20; i++) {
                        storage().replace(KEY, text(digit.repeat(50_000)));
                    }
                    running.decrementAndGet();
                    return null;
                });
            }
            tasks.add(() -> {
                while (running.get() > 0) {
                    String seen = readText(storage(), KEY);
                    assertThat(seen).hasSize(50_000);
                    assertThat(seen.chars().distinct().count()).isEqualTo(1);
                }
                return null;
            });
            inParallel(tasks);
        }
    }
}
