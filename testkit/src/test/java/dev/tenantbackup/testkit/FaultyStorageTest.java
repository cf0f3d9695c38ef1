// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** As long as it is not told to fail, it is a storage like any other. */
class FaultyStorageTest extends BackupStorageContract {

    private static final ObjectKey KEY = ObjectKey.of("a.json");

    @Override
    protected BackupStorage emptyStorage() {
        return new FaultyStorage(new MemoryStorage());
    }

    @Test
    void whatIsReadTooEarlyIsWhatWasBeforeTheLatestChange() throws IOException {
        FaultyStorage late = new FaultyStorage(new MemoryStorage()).failAt(2, Moment.LATE);
        late.create(KEY, ContentWriter.of(new byte[] {1}));
        late.replace(KEY, ContentWriter.of(new byte[] {2}));
        assertThat(read(late)).containsExactly(1);
        assertThat(read(late)).containsExactly(2);

        FaultyStorage later = new FaultyStorage(new MemoryStorage()).failAt(1, Moment.LATE);
        later.create(KEY, ContentWriter.of(new byte[] {1}));
        assertThatThrownBy(() -> read(later)).isInstanceOf(ObjectNotFoundException.class);
        assertThat(read(later)).containsExactly(1);
    }

    private static byte[] read(FaultyStorage storage) throws IOException {
        try (InputStream in = storage.open(KEY)) {
            return in.readAllBytes();
        }
    }
}
