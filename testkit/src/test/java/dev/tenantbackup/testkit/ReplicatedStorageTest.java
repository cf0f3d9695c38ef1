// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ReadOnlyStorage;
import dev.tenantbackup.storage.ReplicatedStorage;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ReplicatedStorageTest extends BackupStorageContract {

    private static final ObjectKey ONE = ObjectKey.of("one.zip");
    private static final ObjectKey TWO = ObjectKey.of("two.zip");

    private final MemoryStorage first = new MemoryStorage();
    private final MemoryStorage second = new MemoryStorage();

    @Override
    protected BackupStorage emptyStorage() {
        return new ReplicatedStorage(new MemoryStorage(), new MemoryStorage());
    }

    private static ContentWriter bytes(int... values) {
        return out -> {
            for (int value : values) {
                out.write(value);
            }
        };
    }

    @Test
    void everyObjectIsInBothAndEitherCanBeLost() throws IOException {
        ReplicatedStorage storage = new ReplicatedStorage(first, second);
        storage.create(ONE, bytes(1, 2));
        assertThat(second.find(ONE)).isPresent();
        assertThat(storage.report().isSound()).isTrue();

        first.delete(ONE);
        try (InputStream in = storage.open(ONE)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2);
        }
        assertThat(storage.list("")).hasSize(1);
        assertThat(storage.report().onlyInSecond()).containsExactly(ONE);
        storage.repair();
        assertThat(first.find(ONE)).isPresent();
    }

    @Test
    void aCopyThatFailsIsReportedAndMended() {
        ReplicatedStorage storage = new ReplicatedStorage(first, new FaultyStorage(second).failAt(0, Moment.BEFORE));
        storage.create(ONE, bytes(1));
        storage.create(TWO, bytes(2));

        assertThat(storage.report().onlyInFirst()).containsExactly(ONE);
        assertThat(storage.report().problem()).isPresent();
        assertThat(storage.repair().onlyInFirst()).containsExactly(ONE);
        assertThat(storage.report().isSound()).isTrue();
        assertThat(second.find(ONE)).isPresent();
    }

    @Test
    void ofTwoDifferentObjectsTheFirstCounts() throws IOException {
        first.create(ONE, bytes(1, 2, 3));
        second.create(ONE, bytes(9));
        ReplicatedStorage storage = new ReplicatedStorage(first, second);
        assertThat(storage.report().different()).containsExactly(ONE);

        storage.repair();
        try (InputStream in = second.open(ONE)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aFirstStorageThatCannotBeReachedIsReadFromTheSecond() throws IOException {
        new ReplicatedStorage(first, second).create(ONE, bytes(1));
        ReplicatedStorage storage = new ReplicatedStorage(
                new FaultyStorage(first).failAt(0, Moment.BEFORE).andDie(), second);

        assertThat(storage.find(ONE)).isPresent();
        assertThat(storage.list("")).hasSize(1);
        try (InputStream in = storage.open(ONE)) {
            assertThat(in.readAllBytes()).containsExactly(1);
        }
        assertThatThrownBy(() -> storage.create(TWO, bytes(2))).isInstanceOf(StorageException.class);
        assertThat(second.find(TWO)).isEmpty();
    }

    @Test
    void nobodyWritesToAReadOnlyStorage() {
        first.create(ONE, bytes(1));
        ReadOnlyStorage storage = new ReadOnlyStorage(first);

        assertThat(storage.find(ONE)).isPresent();
        assertThatThrownBy(() -> storage.create(TWO, bytes(1))).hasMessageContaining("read-only");
        assertThatThrownBy(() -> storage.replace(ONE, bytes(2))).hasMessageContaining("read-only");
        assertThatThrownBy(() -> storage.delete(ONE)).hasMessageContaining("read-only");
        assertThat(first.list("")).hasSize(1);
    }
}
