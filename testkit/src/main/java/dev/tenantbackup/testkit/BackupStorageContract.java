// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.SupportsLocalFiles;
import dev.tenantbackup.storage.SupportsRangedReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BackupStorage} promises. Extend it and give it an empty storage; what an implementation can't do is
 * said by overriding the methods at the top, so that differences are visible in one place.
 */
public abstract class BackupStorageContract {

    private static final ObjectKey KEY = ObjectKey.of("tenant_export_42_20260301020000.zip");

    private final List<BackupStorage> given = new ArrayList<>();

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

    @Nested
    class Reading {

        @Test
        void ofWhatIsNotThereSaysSo() {
            assertThatThrownBy(() -> storage().open(KEY))
                    .isInstanceOfSatisfying(
                            ObjectNotFoundException.class,
                            e -> assertThat(e.key()).isEqualTo(KEY))
                    .hasMessageContaining(KEY.value());
            assertThat(storage().find(KEY)).isEmpty();
        }

        @Test
        void worksInAnyPieces() throws IOException {
            byte[] content = randomBytes(10_000);
            storage().create(KEY, ContentWriter.of(content));
            try (InputStream in = storage().open(KEY)) {
                assertThat(in.read()).isEqualTo(content[0] & 0xFF);
                assertThat(in.read(new byte[0])).isZero();
                in.skipNBytes(99);
                assertThat(in.readNBytes(400)).isEqualTo(Arrays.copyOfRange(content, 100, 500));
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 500, 10_000));
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[5])).isEqualTo(-1);
            }
        }

        @Test
        void severalTimesAtOnceIsPossible() throws IOException {
            storage().create(KEY, text("abc"));
            try (InputStream one = storage().open(KEY);
                    InputStream other = storage().open(KEY)) {
                assertThat(one.read()).isEqualTo('a');
                assertThat(other.read()).isEqualTo('a');
                assertThat(one.read()).isEqualTo('b');
            }
        }

        @Test
        void mayStopEarlyAndCloseTwice() throws IOException {
            storage().create(KEY, ContentWriter.of(randomBytes(1_000_000)));
            InputStream in = storage().open(KEY);
            assertThat(in.readNBytes(3)).hasSize(3);
            in.close();
            in.close();
            storage().delete(KEY);
            assertNothingIsThere();
        }

        @Test
        void ofAnObjectThatIsDeletedMeanwhileNeverEndsEarly() throws IOException {
            byte[] content = randomBytes(2_000_000);
            storage().create(KEY, ContentWriter.of(content));
            InputStream in = storage().open(KEY);
            byte[] begin = in.readNBytes(10);
            storage().delete(KEY);
            byte[] rest;
            try (in) {
                rest = in.readAllBytes();
            } catch (IOException allowed) {
                return;
            }
            assertThat(begin.length + rest.length).isEqualTo(content.length);
        }

        @Test
        void ofPartsGivesThosePartsOnly() {
            Optional<SupportsRangedReads> ability = storage().ability(SupportsRangedReads.class);
            assumeTrue(ability.isPresent(), "reads whole objects only");
            SupportsRangedReads ranged = ability.get();
            byte[] content = randomBytes(1_000);
            storage().create(KEY, ContentWriter.of(content));
            long[][] ranges = {
                {0, 1_000},
                {0, 1},
                {999, 1},
                {10, 500},
                {500, 5_000},
                {1_000, 1},
                {5_000, 5},
                {3, 0},
                {0, Long.MAX_VALUE}
            };
            for (long[] range : ranges) {
                int from = (int) Math.min(range[0], 1_000);
                int to = (int) Math.min(1_000, from + Math.min(range[1], 1_000));
                assertThat(bytes(ranged.open(KEY, range[0], range[1])))
                        .as("%d bytes from %d", range[1], range[0])
                        .isEqualTo(Arrays.copyOfRange(content, from, to));
            }
            assertThatThrownBy(() -> ranged.open(KEY, -1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ranged.open(KEY, 1, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ranged.open(ObjectKey.of("absent"), 0, 1))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("absent");
        }

        @Test
        void fromTheLocalFileGivesTheSame() throws IOException {
            Optional<SupportsLocalFiles> ability = storage().ability(SupportsLocalFiles.class);
            assumeTrue(ability.isPresent(), "has no local files");
            SupportsLocalFiles local = ability.get();
            storage().create(KEY, text("abc"));

            assertThat(Files.readString(local.file(KEY).orElseThrow())).isEqualTo("abc");
            assertThat(local.file(ObjectKey.of("absent"))).isEmpty();
        }
    }

    @Nested
    class Listing {

        @Test
        void isSortedHoweverManyThereAre() {
            int count = moreThanOnePage();
            List<ObjectKey> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Not in the order of their keys.
                ObjectKey key = ObjectKey.of("k" + (i * 7_919) % count);
                storage().create(key, text("x"));
                expected.add(key);
            }
            expected.sort(null);
            assertThat(storage().list("k")).extracting(StoredObject::key).containsExactlyElementsOf(expected);
        }

        @Test
        void sortsByBytes() {
            List<String> keys = List.of("A", "B-1", "B.1", "B1", "B_1", "Z", "a%2E", "a.zip", "a1", "b");
            List<String> shuffled = new ArrayList<>(keys);
            Collections.shuffle(shuffled, new Random(1));
            shuffled.forEach(key -> storage().create(ObjectKey.of("x" + key), text(key)));

            assertThat(storage().list(""))
                    .extracting(object -> object.key().value().substring(1))
                    .containsExactlyElementsOf(keys);
        }

        @Test
        void knowsPrefixes() {
            for (String key : List.of("a", "ab", "abc", "b", "a.b", "a%b")) {
                storage().create(ObjectKey.of(key), text(key));
            }
            assertThat(keys("ab")).containsExactly("ab", "abc");
            assertThat(keys("abc")).containsExactly("abc");
            assertThat(keys("abcd")).isEmpty();
            assertThat(keys("a.")).containsExactly("a.b");
            assertThat(keys("a%")).containsExactly("a%b");
            assertThat(keys("../")).isEmpty();
            assertThat(keys("")).containsExactly("a", "a%b", "a.b", "ab", "abc", "b");
        }

        @Test
        void ofNothingIsEmpty() {
            assertThat(storage().list("")).isEmpty();
        }

        @Test
        void showsWhatOthersStored() {
            storage().create(KEY, text("abc"));
            assertThat(reopened(storage()).list("")).containsExactly(new StoredObject(KEY, 3));
            reopened(storage()).delete(KEY);
            assertNothingIsThere();
        }

        private List<String> keys(String prefix) {
            return storage().list(prefix).stream()
                    .map(object -> object.key().value())
                    .toList();
        }
    }

    @Nested
    class Deleting {

        @Test
        void freesTheKey() {
            storage().create(KEY, text("first"));
            storage().delete(KEY);
            assertNothingIsThere();
            assertThatThrownBy(() -> storage().open(KEY)).isInstanceOf(ObjectNotFoundException.class);

            storage().create(KEY, text("second"));
            assertThat(readText(storage(), KEY)).isEqualTo("second");
        }

        @Test
        void canBeRepeated() {
            storage().delete(KEY);
            storage().create(KEY, text("x"));
            storage().delete(KEY);
            storage().delete(KEY);
            assertNothingIsThere();
        }

        @Test
        void leavesTheOthers() {
            storage().create(ObjectKey.of("a"), text("a"));
            storage().create(ObjectKey.of("ab"), text("ab"));
            storage().delete(ObjectKey.of("a"));
            assertThat(readText(storage(), ObjectKey.of("ab"))).isEqualTo("ab");
        }
    }

    @Nested
    class Keys {

        @Test
        void ofEveryPermittedKindWork() {
            List<String> odd =
                    List.of("0", "x".repeat(255), "a..b", "a.", "a%", "a%2F..%2Fb", "a-_.%", "NUL", "con.txt");
            for (String key : odd) {
                storage().create(ObjectKey.of(key), text(key));
            }
            for (String key : odd) {
                assertThat(readText(storage(), ObjectKey.of(key))).isEqualTo(key);
            }
            assertThat(storage().list("")).hasSize(odd.size());
        }

        @Test
        void thatDifferInCaseAreTwo() {
            assumeTrue(distinguishesCase(), "takes keys that differ in case as one");
            storage().create(ObjectKey.of("Acme"), text("upper"));
            storage().create(ObjectKey.of("acme"), text("lower"));
            assertThat(readText(storage(), ObjectKey.of("Acme"))).isEqualTo("upper");
        }

        @Test
        void haveALocationThatPeopleUnderstand() {
            assertThat(storage().location(KEY)).contains(KEY.value());
        }
    }

    /** The storage under test: the same one throughout a test. */
    private BackupStorage storage() {
        if (given.isEmpty()) {
            given.add(emptyStorage());
        }
        return given.get(0);
    }

    private void assertNothingIsThere() {
        assertThat(storage().find(KEY)).isEmpty();
        assertThat(storage().list("")).isEmpty();
    }

    private static ContentWriter text(String text) {
        return ContentWriter.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(BackupStorage storage, ObjectKey key) {
        return new String(read(storage, key), StandardCharsets.UTF_8);
    }

    private static byte[] read(BackupStorage storage, ObjectKey key) {
        return bytes(storage.open(key));
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void inParallel(List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
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
