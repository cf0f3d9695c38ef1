// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.disk.DiskFileOperations;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory of files, telling before, amid and after each change to it, and before each reading. Stands beside
 * {@link DirectoryFiles}, whose file system nobody outside needs to choose.
 */
public final class WatchedFiles implements FileSink {

    private final FileSink files;
    private final Consumer<String> watcher;

    private WatchedFiles(FileSink files, Consumer<String> watcher) {
        this.files = files;
        this.watcher = watcher;
    }

    /** A directory whose watcher hears words such as {@code amid file create}. */
    public static FileSink open(Path directory, Consumer<String> watcher) {
        FileSink files = DirectoryFiles.open(directory, new DiskFileOperations() {
            @Override
            public void link(Path file, Path name) throws IOException {
                watcher.accept("before file name");
                super.link(file, name);
                watcher.accept("after file name");
            }
        });
        return new WatchedFiles(files, watcher);
    }

    @Override
    public Optional<StoredFile> find(FileKey key) {
        return files.find(key);
    }

    @Override
    public InputStream open(FileKey key) {
        watcher.accept("before file open");
        return files.open(key);
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        files.create(key, out -> content.writeTo(new Halved(out, "amid file create")));
        watcher.accept("after file create");
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        files.replace(key, out -> content.writeTo(new Halved(out, "amid file replace")));
        watcher.accept("after file replace");
    }

    @Override
    public void delete(FileKey key) {
        watcher.accept("before file delete");
        files.delete(key);
        watcher.accept("after file delete");
    }

    @Override
    public String location(FileKey key) {
        return files.location(key);
    }

    /** Tells when half of the first bytes has reached the disk and the rest has not. */
    private final class Halved extends FilterOutputStream {

        private final String moment;
        private boolean told;

        Halved(OutputStream out, String moment) {
            super(out);
            this.moment = moment;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int half = told ? 0 : length / 2;
            out.write(bytes, offset, half);
            if (!told) {
                told = true;
                out.flush();
                watcher.accept(moment);
            }
            out.write(bytes, offset + half, length - half);
        }
    }
}
