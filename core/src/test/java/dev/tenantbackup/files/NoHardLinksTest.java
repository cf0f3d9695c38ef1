// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.disk.DiskFileOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of files on a file system that knows no hard links. */
class NoHardLinksTest {

    private static final FileKey KEY = FileKey.of("menus/7/soup.jpg");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesAreThereWholeAndNothingElseIs(boolean saysSo) throws IOException {
        DirectoryFiles files = saysSo ? unsupported() : refused();
        files.create(KEY, content("soup"));
        files.replace(KEY, content("broth"));
        assertThat(names()).containsExactly("menus/7/soup.jpg broth");
        files.delete(KEY);
        files.create(KEY, content("soup"));
        assertThat(names()).containsExactly("menus/7/soup.jpg soup");
    }

    @Test
    void aTakenNameIsRefusedAlsoIfItWasFreeWhenTheWritingBegan() throws IOException {
        DirectoryFiles files = unsupported();
        assertThatThrownBy(() -> files.create(KEY, out -> {
                    DirectoryFiles.open(directory).create(KEY, content("theirs"));
                    out.write('o');
                }))
                .isInstanceOf(FileExistsException.class);
        assertThatThrownBy(() -> files.create(KEY, content("ours"))).isInstanceOf(FileExistsException.class);
        assertThat(names()).containsExactly("menus/7/soup.jpg theirs");
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> unsupported().create(KEY, out -> {
                    out.write('s');
                    throw new IOException("the source is gone");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the source is gone");
        assertThat(names()).isEmpty();
    }

    @Test
    void ofManyAtOnceExactlyOneSucceeds() throws Exception {
        DirectoryFiles files = unsupported();
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            CyclicBarrier ready = new CyclicBarrier(writers);
            List<Future<String>> results = new ArrayList<>();
            for (int n = 0; n < writers; n++) {
                String name = "writer " + n;
                Callable<String> writer = () -> {
                    ready.await();
                    files.create(KEY, content(name));
                    return name;
                };
                results.add(threads.submit(writer));
            }
            List<String> winners = new ArrayList<>();
            for (Future<String> result : results) {
                try {
                    winners.add(result.get());
                } catch (ExecutionException lost) {
                    assertThat(lost.getCause()).isInstanceOf(FileExistsException.class);
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(names()).containsExactly("menus/7/soup.jpg " + winners.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theClaimOfADeadProcessIsHonouredForADay() throws IOException {
        DirectoryFiles files = unsupported();
        files.create(KEY, content("soup"));
        files.delete(KEY);
        byte[] path = directory.toRealPath().resolve(KEY.value()).toString().getBytes(StandardCharsets.UTF_8);
        Path claim = Files.createFile(directory.resolve(".tenant-backup/claim-" + UUID.nameUUIDFromBytes(path)));
        assertThatThrownBy(() -> files.create(KEY, content("soup"))).isInstanceOf(FileExistsException.class);
        Files.setLastModifiedTime(claim, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        files.create(KEY, content("soup"));
        assertThat(names()).containsExactly("menus/7/soup.jpg soup");
    }

    private DirectoryFiles unsupported() {
        return DirectoryFiles.open(directory, new DiskFileOperations() {
            @Override
            public void link(Path file, Path name) {
                throw new UnsupportedOperationException("no links");
            }
        });
    }

    private DirectoryFiles refused() {
        return DirectoryFiles.open(directory, new DiskFileOperations() {
            @Override
            public void link(Path file, Path name) throws IOException {
                throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
            }
        });
    }

    private static ContentWriter content(String text) {
        return ContentWriter.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every file below the directory, with what it holds. */
    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.add(directory.relativize(file) + " " + Files.readString(file));
            }
        }
        return names;
    }
}
