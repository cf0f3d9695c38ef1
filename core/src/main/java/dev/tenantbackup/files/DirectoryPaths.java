// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns keys into paths below one directory, and refuses all that would be another file than the key says: through a
 * link, in another case, with an end that the file system cuts off.
 */
final class DirectoryPaths {

    /** Below the directory: files that are not complete yet. */
    static final String WORKSHOP = ".tenant-backup";

    private final Path directory;

    /** @param directory its real path */
    DirectoryPaths(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path workshop() {
        return directory.resolve(WORKSHOP);
    }

    /**
     * Where a file lies or would lie; asks nothing of the disk.
     *
     * @throws UnusableKeyException if that can't be said
     */
    Path of(FileKey key) {
        for (String part : key.parts()) {
            if (part.endsWith(".") || part.endsWith(" ")) {
                throw new UnusableKeyException(
                        key, "has a part that ends with a dot or a blank, which some file systems cut off");
            }
        }
        if (key.parts().get(0).equalsIgnoreCase(WORKSHOP)) {
            throw new UnusableKeyException(key, "lies where unfinished files do");
        }
        Path relative;
        try {
            relative = directory.getFileSystem().getPath(key.value());
        } catch (InvalidPathException unknown) {
            throw new UnusableKeyException(key, "is no path of this file system");
        }
        Path path = directory.resolve(relative);
        boolean isBelow = path.startsWith(directory) && path.equals(path.normalize());
        if (!isBelow || relative.getNameCount() != key.parts().size()) {
            throw new UnusableKeyException(key, "does not lie below " + directory);
        }
        return path;
    }

    /**
     * The path of a file that is there; empty if there is none.
     *
     * @throws UnusableKeyException if something else is there than a file of exactly that name
     */
    Optional<Path> existing(FileKey key) throws IOException {
        Path path = of(key);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            requireWay(key, path);
            return Optional.empty();
        }
        try {
            requireItself(key, path);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableKeyException(key, "names something that is no file");
        }
        return Optional.of(path);
    }

    /** Of the directories that a file would lie in, those that are there are what they are called. */
    private void requireWay(FileKey key, Path path) throws IOException {
        for (Path parent = path.getParent(); parent != null && !parent.equals(directory); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
                requireItself(key, parent);
                return;
            }
        }
    }

    /** The path of a file that may be created: makes the directories that it lies in. */
    Path creatable(FileKey key) throws IOException {
        Path path = of(key);
        Path parent = directory;
        for (Path part : directory.relativize(path)) {
            if (!parent.equals(directory)) {
                makeDirectory(key, parent);
            }
            parent = parent.resolve(part);
        }
        return path;
    }

    private static void makeDirectory(FileKey key, Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnusableKeyException(key, "leads through something that is no directory");
            }
        }
        requireItself(key, directory);
    }

    private static void requireItself(FileKey key, Path path) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException gone) {
            if (Files.isSymbolicLink(path)) {
                throw new UnusableKeyException(key, "is a link");
            }
            throw gone;
        }
        if (!real.toString().equals(path.toString())) {
            throw new UnusableKeyException(key, "leads elsewhere: through a link, or a name in another spelling");
        }
    }
}
