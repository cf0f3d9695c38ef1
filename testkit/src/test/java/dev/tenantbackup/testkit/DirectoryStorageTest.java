// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStorageTest extends BackupStorageContract {

    private static boolean caseMatters = true;

    @TempDir
    private Path directory;

    @BeforeAll
    static void askTheFileSystem(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("a"));
        caseMatters = Files.notExists(directory.resolve("A"));
    }

    @AfterEach
    void noPartFileIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Override
    protected BackupStorage emptyStorage() {
        return DirectoryStorage.open(directory);
    }

    @Override
    protected BackupStorage reopened(BackupStorage storage) {
        return DirectoryStorage.open(directory);
    }

    @Override
    protected boolean distinguishesCase() {
        return caseMatters;
    }
}
