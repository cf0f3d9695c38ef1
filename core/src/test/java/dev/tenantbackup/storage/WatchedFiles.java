// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.storage.disk.DiskFileOperations;
import dev.tenantbackup.storage.disk.FileOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real file system, watched; one of the changes to it can be made to fail. */
final class WatchedFiles implements FileOperations {

    private final FileOperations disk = new DiskFileOperations();
    final List<String> changes = new ArrayList<>();
    int failing = -1;
    boolean failed;
    String lastFailed = "";
    boolean knowsLinks = true;
    boolean watches = true;

    void reset(int failingChange) {
        changes.clear();
        failing = failingChange;
        failed = false;
    }

    private void change(String what) throws IOException {
        if (!watches) {
            return;
        }
        changes.add(what);
        if (changes.size() - 1 == failing) {
            failed = true;
            lastFailed = what;
            throw new IOException("failed on purpose");
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".part-") ? "part" : name.startsWith(".claim-") ? "claim" : name;
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        disk.createDirectories(path);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        change("create " + name(file));
        return disk.create(file);
    }

    @Override
    public FileChannel read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        change("force part of " + file.size() + " bytes");
        disk.force(file);
    }

    @Override
    public void forceDirectory(Path path) throws IOException {
        change("force directory");
        disk.forceDirectory(path);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        if (!knowsLinks) {
            throw new FileSystemException(name.toString(), null, "Operation not permitted");
        }
        change("link " + name(file) + " to " + name(name));
        disk.link(file, name);
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        change("rename " + name(file) + " to " + name(name));
        disk.rename(file, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete " + name(file));
        disk.delete(file);
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
    public List<String> list(Path path) throws IOException {
        return disk.list(path);
    }
}
