// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveOptions.Threads;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups that two threads work on: nothing of the second one is left, however they end. */
class LargeBackupsTest extends RepositoryScene {

    private static final int ROWS = 100;

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("tenant-backup-writer");
    }

    @Test
    void areTheSameWhoeverWorksOnThem() {
        BackupRecord two = publish(backups, row -> {});
        byte[] archive = read(FIRST + ".zip");
        memory.delete(ObjectKey.of(FIRST + ".zip"));
        memory.delete(ObjectKey.of(FIRST + ".json"));

        BackupRecord one = publish(backups.withOptions(ArchiveOptions.DEFAULTS.withThreads(Threads.ONE)), row -> {});

        assertThat(one).isEqualTo(two);
        assertThat(read(FIRST + ".zip")).isEqualTo(archive).hasSizeGreaterThan(500_000);
    }

    @Test
    void failWithTheStorageWhileRowsAreStillToCome() {
        int[] last = new int[1];
        BackupRepository failing = BackupRepository.of(failingBehind(200_000)).withClock(() -> now);

        assertThatThrownBy(() -> publish(failing, row -> last[0] = row))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the disk is full");

        assertThat(last[0]).isLessThan(ROWS - 1);
        assertThat(keys()).isEmpty();
    }

    @Test
    void failWithTheirRowsWhileBytesAreStillToBeWritten() {
        IllegalStateException failure = new IllegalStateException("the database went away");

        assertThatThrownBy(() -> publish(backups, row -> {
                    if (row == ROWS - 1) {
                        throw failure;
                    }
                }))
                .isSameAs(failure);

        assertThat(keys()).isEmpty();
    }

    private static BackupRecord publish(BackupRepository repository, IntConsumer beforeRow) {
        Random random = new Random(20260301);
        List<Row> menus = new AbstractList<>() {
            @Override
            public Row get(int index) {
                beforeRow.accept(index);
                byte[] letters = new byte[16 << 10];
                for (int i = 0; i < letters.length; i++) {
                    letters[i] = (byte) ('a' + random.nextInt(26));
                }
                String name = new String(letters, StandardCharsets.US_ASCII);
                return Row.of(Integer.toString(index + 1), name, null, "true", null, null, null, null);
            }

            @Override
            public int size() {
                return ROWS;
            }
        };
        return repository.publish(
                TENANT, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TENANT, menus, writer));
    }

    /** The same storage, but that no archive gets so far. */
    private BackupStorage failingBehind(int bytes) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("create")
                            && arguments[0].toString().endsWith(".zip")) {
                        ContentWriter content = (ContentWriter) arguments[1];
                        arguments[1] = (ContentWriter) out -> content.writeTo(new SmallOutput(out, bytes));
                    }
                    return call(method, memory, arguments);
                });
    }

    private static final class SmallOutput extends FilterOutputStream {

        private int left;

        SmallOutput(OutputStream out, int bytes) {
            super(out);
            left = bytes;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("the disk is full");
            }
            out.write(source, offset, length);
        }
    }
}
