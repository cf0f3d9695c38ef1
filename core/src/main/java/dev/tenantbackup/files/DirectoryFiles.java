// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.disk.DiskFileOperations;
import dev.tenantbackup.storage.disk.FileOperations;
import dev.tenantbackup.storage.disk.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files of one directory, each under its key as its path below it. Directories that a key needs are made, and stay.
 *
 * <p>Refused are keys whose path leads through a link, is a link, or exists in another spelling only (where the file
 * system ignores case); keys with a part that ends with a dot or a blank; and what is no plain file. The directory itself
 * may be a link. Whoever else can write below the directory while a file is looked up can still mislead that look-up: keep
 * others out by the directory's rights.
 *
 * <p>A file is written below {@code .tenant-backup} first, forced to disk, and then given its name, by a hard link where
 * the file system has any, so that it is there whole or not at all. A crash can leave unfinished files there, which may be
 * deleted. Where there are no hard links it can also leave a claim, for which a key counts as taken for a day.
 */
public final class DirectoryFiles implements FileSink {

    private final DirectoryPaths paths;
    private final FileOperations files;
    private final WholeFiles whole;

    private DirectoryFiles(DirectoryPaths paths, FileOperations files) {
        this.paths = paths;
        this.files = files;
        whole = new WholeFiles(files, this::claimOn);
    }

    /**
     * The files of a directory, which must exist: an empty one made by mistake would have every file missing.
     *
     * @throws InvalidRequestException if it is not there, or is no directory
     */
    public static DirectoryFiles open(Path directory) {
        return open(directory, new DiskFileOperations());
    }

    static DirectoryFiles open(Path directory, FileOperations files) {
        try {
            Path real = directory.toRealPath();
            if (Files.isDirectory(real)) {
                return new DirectoryFiles(new DirectoryPaths(real), files);
            }
        } catch (IOException notThere) {
            throw noDirectory(directory, notThere);
        }
        throw noDirectory(directory, null);
    }

    private static InvalidRequestException noDirectory(Path directory, @Nullable IOException cause) {
        return new InvalidRequestException(
                Problem.of("There is no directory " + directory + " of files.")
                        .withHint(
                                "name the directory in which the application keeps the files that its rows point to."),
                cause);
    }

    @Override
    public Optional<StoredFile> find(FileKey key) {
        try {
            Optional<Path> path = paths.existing(key);
            return path.isEmpty() ? Optional.empty() : Optional.of(StoredFile.of(key, Files.size(path.get())));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("look up", key, e);
        }
    }

    @Override
    public InputStream open(FileKey key) {
        try {
            Path path = paths.existing(key).orElseThrow(() -> new FileMissingException(key));
            return Channels.newInputStream(
                    FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException gone) {
            throw new FileMissingException(key);
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        if (find(key).isPresent()) {
            throw new FileExistsException(key);
        }
        put(key, content, whole::publish);
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        find(key);
        put(key, content, files::rename);
    }

    @Override
    public void delete(FileKey key) {
        try {
            Optional<Path> path = paths.existing(key);
            if (path.isPresent()) {
                files.delete(path.get());
                forceName(path.get());
            }
        } catch (IOException e) {
            throw failure("delete", key, e);
        }
    }

    @Override
    public String location(FileKey key) {
        return paths.of(key).toString();
    }

    private void put(FileKey key, ContentWriter content, Naming naming) {
        Path path = paths.of(key);
        Path part = paths.workshop().resolve("part-" + UUID.randomUUID());
        try {
            files.createDirectories(paths.workshop());
            whole.write(part, content::writeTo);
            paths.creatable(key);
            naming.name(part, path);
            forceName(path);
        } catch (FileAlreadyExistsException e) {
            throw new FileExistsException(key);
        } catch (IOException e) {
            throw failure("store", key, e);
        } finally {
            whole.discard(part);
        }
    }

    /** One that is there is removed if whoever made it must have died while it held it. */
    private Path claimOn(Path path) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        Path claim = paths.workshop().resolve("claim-" + UUID.nameUUIDFromBytes(name));
        Optional<Instant> made = files.lastModified(claim);
        if (made.isPresent()
                && made.get().plus(DirectoryStorage.ABANDONED_AFTER).isBefore(Instant.now())) {
            files.delete(claim);
        }
        return claim;
    }

    /** Has the names of a file and of the directories that it lies in survive a loss of power. */
    private void forceName(Path file) throws IOException {
        for (Path parent = file.getParent();
                parent != null && parent.startsWith(paths.directory());
                parent = parent.getParent()) {
            files.forceDirectory(parent);
        }
    }

    private static StorageException failure(String verb, FileKey key, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new StorageException(
                Problem.of("Cannot " + verb + " the file '" + key + "': " + reason + ".")
                        .thatMayPass(),
                e);
    }

    /** How a complete file gets its name. */
    @FunctionalInterface
    private interface Naming {
        void name(Path part, Path path) throws IOException;
    }
}
