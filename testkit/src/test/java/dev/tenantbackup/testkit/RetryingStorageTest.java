// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.RetryPolicy;
import dev.tenantbackup.storage.RetryingStorage;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingStorageTest extends BackupStorageContract {

    private static final ObjectKey KEY = ObjectKey.of("tenant_export_7_20260301020000.json");
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);

    private final MemoryStorage memory = new MemoryStorage();

    @Override
    protected BackupStorage emptyStorage() {
        return new RetryingStorage(new MemoryStorage(), AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"BEFORE", "AFTER"})
    void whatFailsInPassingIsTriedAgain(Moment moment) throws IOException {
        for (int call = 0; call < 5; call++) {
            FaultyStorage faulty = new FaultyStorage(new MemoryStorage()).failAt(call, moment);
            BackupStorage storage = new RetryingStorage(faulty, AT_ONCE);
            storage.create(KEY, ContentWriter.of(new byte[] {1}));
            storage.replace(KEY, ContentWriter.of(new byte[] {2, 3}));

            assertThat(storage.find(KEY)).isPresent();
            assertThat(storage.list("")).hasSize(1);
            try (InputStream in = storage.open(KEY)) {
                assertThat(in.readAllBytes()).containsExactly(2, 3);
            }
            assertThat(faulty.wasReached()).isTrue();
        }
    }

    @Test
    void aKeyThatSomebodyElseTookWhileTheFirstAnswerWasLostIsTaken() {
        FaultyStorage faulty = new FaultyStorage(memory).failAt(0, Moment.BEFORE);
        memory.create(KEY, ContentWriter.of(new byte[] {9}));
        BackupStorage storage = new RetryingStorage(faulty, AT_ONCE);

        assertThatThrownBy(() -> storage.create(KEY, ContentWriter.of(new byte[] {1})))
                .isInstanceOf(ObjectExistsException.class);
    }

    @Test
    void contentIsAskedForOnceHoweverOftenItIsTried() {
        AtomicInteger asked = new AtomicInteger();
        new RetryingStorage(new FaultyStorage(memory).failAt(0, Moment.AFTER), AT_ONCE).replace(KEY, out -> {
            asked.incrementAndGet();
            out.write(1);
        });

        assertThat(asked).hasValue(1);
    }

    @Test
    void contentThatIsTooLongToKeepIsTriedOnce() {
        FaultyStorage faulty = new FaultyStorage(memory).failAt(0, Moment.AFTER);

        assertThatThrownBy(() -> new RetryingStorage(faulty, AT_ONCE).replace(KEY, out -> out.write(new byte[5 << 20])))
                .isInstanceOf(StorageException.class);
        assertThat(faulty.calls()).hasSize(1);
    }

    @Test
    void theLastFailureComesOutWithThoseBeforeIt() {
        FaultyStorage faulty =
                new FaultyStorage(memory).failAt(0, Moment.BEFORE).andDie();

        assertThatThrownBy(() -> new RetryingStorage(faulty, AT_ONCE).list(""))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void whatWillNotPassIsTriedOnce() {
        FaultyStorage faulty = new FaultyStorage(memory);

        assertThatThrownBy(() -> new RetryingStorage(faulty, AT_ONCE).create(KEY, out -> {
                    throw new IOException("no more rows");
                }))
                .hasMessageContaining("no more rows");
        assertThat(faulty.calls()).hasSize(1);
    }
}
