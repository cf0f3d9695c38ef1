// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.storage.disk.DiskFileOperations;
import dev.tenantbackup.storage.disk.FileOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The real file system, telling before and after each change to it. Stands beside the storage, whose file system nobody
 * outside needs to choose.
 */
public final class WatchedDirectory implements FileOperations {

    private final FileOperations disk = new DiskFileOperations();
    private final Consumer<String> watcher;

    private WatchedDirectory(Consumer<String> watcher) {
        this.watcher = watcher;
    }

    /** A directory storage whose watcher hears words such as {@code before link .zip}. */
    public static DirectoryStorage open(Path directory, Consumer<String> watcher) {
        return DirectoryStorage.open(directory, new WatchedDirectory(watcher), InstantSource.system());
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        watcher.accept("before create part");
        FileChannel channel = disk.create(file);
        watcher.accept("after create part");
        return channel;
    }

    @Override
    public FileChannel read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        watched("force part", () -> disk.force(file));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        watched("force directory", () -> disk.forceDirectory(directory));
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        watched("link " + suffix(name), () -> disk.link(file, name));
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        watched("rename " + suffix(name), () -> disk.rename(file, name));
    }

    @Override
    public void delete(Path file) throws IOException {
        watched("delete file", () -> disk.delete(file));
    }

    @Override
    public Optional<Long> size(Path file) throws IOException {
        return disk.size(file);
    }

    @Override
    public boolean isTaken(Path name) {
        return disk.isTaken(name);
    }

    @Override
    public Optional<Instant> lastModified(Path file) throws IOException {
        return disk.lastModified(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    private void watched(String what, Change change) throws IOException {
        watcher.accept("before " + what);
        change.run();
        watcher.accept("after " + what);
    }

    private static String suffix(Path name) {
        String text = name.toString();
        return text.substring(text.lastIndexOf('.'));
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }
}
