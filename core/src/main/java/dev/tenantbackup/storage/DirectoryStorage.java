// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.disk.DiskFileOperations;
import dev.tenantbackup.storage.disk.FileOperations;
import dev.tenantbackup.storage.disk.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each object as one file of a directory, under its key as its name.
 *
 * <p>An object is written into a part file with a name that no key can have, forced to disk, linked to its final name
 * (which fails if that exists), and the directory is forced to disk as well. So an object is there whole or not at
 * all, after a loss of power too, as far as the file system keeps its promises. Where the file system knows no hard
 * links, the part file is renamed under the protection of a claim, a file that only one writer of a key can create.
 *
 * <p>A crash can leave part files and claims. Those that were not written to for {@link #ABANDONED_AFTER} are removed
 * whenever a storage is opened; {@link #unfinishedWrites} lists all of them.
 */
public final class DirectoryStorage
        implements BackupStorage, SupportsRangedReads, SupportsLocalFiles, SupportsUnfinishedWrites {

    /** After this time without a write, the writer of a part file or claim is taken to be dead. */
    public static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStorage.class);
    private static final String PART_PREFIX = ".part-";
    private static final String CLAIM_PREFIX = ".claim-";
    private static final Pattern UNFINISHED = Pattern.compile("\\.(?:part|claim)-[A-Za-z0-9-]+");

    private final Path directory;
    private final FileOperations files;
    private final WholeFiles whole;

    private DirectoryStorage(Path directory, FileOperations files) {
        this.directory = directory;
        this.files = files;
        whole = new WholeFiles(files, name -> directory.resolve(CLAIM_PREFIX + claimed(name)));
    }

    /**
     * Opens a directory, which is created if it doesn't exist.
     *
     * @throws StorageException if it can't be created or written to
     */
    public static DirectoryStorage open(Path directory) {
        return open(directory, new DiskFileOperations(), InstantSource.system());
    }

    static DirectoryStorage open(Path directory, FileOperations files, InstantSource clock) {
        DirectoryStorage storage = new DirectoryStorage(
                Objects.requireNonNull(directory, "directory").toAbsolutePath().normalize(), files);
        try {
            files.createDirectories(storage.directory);
            storage.removeAbandonedFiles(clock.instant());
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot open the storage directory " + directory + ": " + reason(e) + ".")
                            .withHint("see that it is a directory and can be written to."),
                    e);
        }
        return storage;
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        if (find(key).isPresent()) {
            throw new ObjectExistsException(key);
        }
        Path part = newPart();
        try {
            whole.write(part, content::writeTo);
            whole.publish(part, path(key));
            files.forceDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            throw new ObjectExistsException(key);
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    Problem.of("Cannot store '" + key + "': its part file was removed while it was written.")
                            .withHint("see that nobody removes files from " + directory
                                    + " that were written to lately, then try again."),
                    e);
        } catch (IOException e) {
            throw failure("store", key, e);
        } finally {
            whole.discard(part);
        }
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        Path part = newPart();
        boolean renamed = false;
        try {
            whole.write(part, content::writeTo);
            files.rename(part, path(key));
            renamed = true;
            files.forceDirectory(directory);
        } catch (IOException e) {
            throw failure("store", key, e);
        } finally {
            if (!renamed) {
                whole.discard(part);
            }
        }
    }

    @Override
    public InputStream open(ObjectKey key) {
        return Channels.newInputStream(channel(key));
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range of " + length + " bytes from byte " + offset);
        }
        FileChannel channel = channel(key);
        try {
            channel.position(offset);
        } catch (IOException e) {
            throw failure("read", key, e);
        }
        return new BoundedInput(Channels.newInputStream(channel), length);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        try {
            return files.size(path(key)).map(bytes -> new StoredObject(key, bytes));
        } catch (IOException e) {
            throw failure("look up", key, e);
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> objects = new ArrayList<>();
        try {
            for (String name : files.list(directory)) {
                if (name.startsWith(prefix) && ObjectKey.isValid(name)) {
                    find(ObjectKey.of(name)).ifPresent(objects::add);
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot list the objects '" + prefix + "*' of " + directory + ": " + reason(e) + ".")
                            .thatMayPass(),
                    e);
        }
        objects.sort((one, other) -> one.key().compareTo(other.key()));
        return objects;
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            files.delete(path(key));
            files.forceDirectory(directory);
        } catch (IOException e) {
            throw failure("delete", key, e);
        }
    }

    @Override
    public String location(ObjectKey key) {
        return path(key).toString();
    }

    @Override
    public Optional<Path> file(ObjectKey key) {
        return find(key).map(object -> path(key));
    }

    @Override
    public List<UnfinishedWrite> unfinishedWrites() {
        List<UnfinishedWrite> unfinished = new ArrayList<>();
        try {
            for (String name : files.list(directory)) {
                Path file = directory.resolve(name);
                Optional<Instant> written = isUnfinished(name) ? files.lastModified(file) : Optional.empty();
                if (written.isPresent()) {
                    long bytes = files.size(file).orElse(0L);
                    unfinished.add(new UnfinishedWrite(name, null, bytes, written.get()));
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot list the unfinished files of " + directory + ": " + reason(e) + ".")
                            .thatMayPass(),
                    e);
        }
        unfinished.sort(Comparator.comparing(UnfinishedWrite::name));
        return unfinished;
    }

    @Override
    public void discard(UnfinishedWrite write) {
        if (!isUnfinished(write.name())) {
            throw new IllegalArgumentException("not a part file: '" + write.name() + "'");
        }
        try {
            files.delete(directory.resolve(write.name()));
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot delete " + directory.resolve(write.name()) + ": " + reason(e) + ".")
                            .thatMayPass(),
                    e);
        }
    }

    /** Part files and claims, by names that lead nowhere else. */
    private static boolean isUnfinished(String name) {
        return UNFINISHED.matcher(name).matches();
    }

    private static UUID claimed(Path name) {
        String key = String.valueOf(name.getFileName());
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.US_ASCII));
    }

    private Path newPart() {
        return directory.resolve(PART_PREFIX + UUID.randomUUID());
    }

    private Path path(ObjectKey key) {
        return directory.resolve(key.value());
    }

    private FileChannel channel(ObjectKey key) {
        try {
            return files.read(path(key));
        } catch (NoSuchFileException e) {
            throw new ObjectNotFoundException(key);
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    private void removeAbandonedFiles(Instant now) throws IOException {
        for (String name : files.list(directory)) {
            if (isUnfinished(name)) {
                Path file = directory.resolve(name);
                Optional<Instant> written = files.lastModified(file);
                if (written.isPresent() && written.get().plus(ABANDONED_AFTER).isBefore(now)) {
                    files.delete(file);
                    LOG.info("Removed the file {} of a writer that died.", file);
                }
            }
        }
    }

    private static StorageException failure(String verb, ObjectKey key, IOException e) {
        return new StorageException(
                Problem.of("Cannot " + verb + " '" + key + "': " + reason(e) + ".")
                        .thatMayPass(),
                e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
