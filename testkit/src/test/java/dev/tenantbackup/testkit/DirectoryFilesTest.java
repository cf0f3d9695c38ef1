// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.files.DirectoryFiles;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.UnusableKeyException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.storage.ContentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest extends FileSinkContract {

    private static final ContentWriter CONTENT = ContentWriter.of(new byte[] {1});

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @AfterEach
    void noUnfinishedFileIsLeft() throws IOException {
        Path workshop = directory.resolve(".tenant-backup");
        if (Files.exists(workshop)) {
            try (Stream<Path> files = Files.list(workshop)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Override
    protected FileSink noFiles() {
        return DirectoryFiles.open(directory);
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> DirectoryFiles.open(directory.resolve("uplaods")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("uplaods");
    }

    @Test
    void aLinkThatLeavesTheDirectoryIsNotFollowed() throws IOException {
        Files.writeString(elsewhere.resolve("secret"), "theirs");
        Files.createSymbolicLink(directory.resolve("out"), elsewhere);
        Files.createSymbolicLink(directory.resolve("secret"), elsewhere.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("dangling"), elsewhere.resolve("new"));

        for (String key : List.of("out/secret", "secret", "dangling", "out/new/file")) {
            refused(key);
        }
        assertThat(Files.readString(elsewhere.resolve("secret"))).isEqualTo("theirs");
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theDirectoryItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("current"), directory);
        DirectoryFiles.open(link).create(FileKey.of("a/b"), CONTENT);
        assertThat(directory.resolve("a/b")).exists();
    }

    @Test
    void keysThatSomeFileSystemsBendAreRefused() {
        for (String key : List.of("a.", "a /b", "dir./b", ".tenant-backup/part-1", ".TENANT-BACKUP/x")) {
            refused(key);
        }
    }

    @Test
    void aFileIsNoDirectoryOnTheWayToAnother() {
        FileSink files = DirectoryFiles.open(directory);
        files.create(FileKey.of("a"), CONTENT);
        assertThatThrownBy(() -> files.create(FileKey.of("a/b"), CONTENT)).isInstanceOf(UnusableKeyException.class);
    }

    private void refused(String text) {
        FileSink files = DirectoryFiles.open(directory);
        FileKey key = FileKey.of(text);
        assertThatThrownBy(() -> files.create(key, CONTENT)).isInstanceOf(UnusableKeyException.class);
        assertThatThrownBy(() -> files.replace(key, CONTENT)).isInstanceOf(UnusableKeyException.class);
        assertThatThrownBy(() -> {
                    files.delete(key);
                    files.open(key).close();
                })
                .as(text)
                .hasMessageContaining(text);
    }
}
