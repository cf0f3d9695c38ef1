// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.DirectoryFiles;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a drill puts the files that its rows point to: a directory of its own among the system's temporary files, under
 * the digests of their keys, gone when this is closed. Where the application has no files, there are none here either.
 */
final class RehearsedFiles implements AutoCloseable {

    private final HostFiles files;
    private final @Nullable Path directory;

    private RehearsedFiles(HostFiles files, @Nullable Path directory) {
        this.files = files;
        this.directory = directory;
    }

    static RehearsedFiles beside(HostFiles host) {
        if (host.source().isEmpty()) {
            return new RehearsedFiles(HostFiles.NONE, null);
        }
        try {
            Path directory = Files.createTempDirectory("tenant-backup-drill-");
            return new RehearsedFiles(HostFiles.of(new ByDigest(DirectoryFiles.open(directory))), directory);
        } catch (IOException e) {
            throw failure("There is no place for the files of a drill", e);
        }
    }

    HostFiles files() {
        return files;
    }

    @Override
    public void close() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw failure("The files of a drill could not be removed from '" + directory + "'", e);
        }
    }

    private static StorageException failure(String what, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new StorageException(Problem.of(what + ": " + reason + "."), e);
    }

    /** Any key can be the name of a file here, whatever the application's own place takes. */
    private record ByDigest(DirectoryFiles place) implements FileSink {

        private static FileKey name(FileKey key) {
            return FileKey.of(Digest.of(key.value()).hex());
        }

        @Override
        public Optional<StoredFile> find(FileKey key) {
            return place.find(name(key)).map(found -> new StoredFile(key, found.bytes()));
        }

        @Override
        public InputStream open(FileKey key) {
            return place.open(name(key));
        }

        @Override
        public void create(FileKey key, ContentWriter content) {
            place.create(name(key), content);
        }

        @Override
        public void replace(FileKey key, ContentWriter content) {
            place.replace(name(key), content);
        }

        @Override
        public void delete(FileKey key) {
            place.delete(name(key));
        }
    }
}
