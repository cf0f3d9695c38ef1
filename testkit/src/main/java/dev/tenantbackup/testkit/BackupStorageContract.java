// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.SupportsLocalFiles;
import dev.tenantbackup.storage.SupportsRangedReads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BackupStorage} promises. Extend it and give it an empty storage; what an implementation can't do is
 * said by overriding methods, so that differences are visible in one place.
 */
public abstract class BackupStorageContract extends StorageWritingContract {

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
}
