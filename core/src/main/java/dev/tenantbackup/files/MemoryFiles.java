// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps files on the heap, as long as the process lives: for tests and examples. */
public final class MemoryFiles implements FileSink {

    private final ConcurrentNavigableMap<FileKey, byte[]> files = new ConcurrentSkipListMap<>();

    /** No files yet. */
    public MemoryFiles() {}

    /** The keys of all files. */
    public Set<FileKey> keys() {
        return new TreeSet<>(files.keySet());
    }

    @Override
    public Optional<StoredFile> find(FileKey key) {
        return Optional.ofNullable(files.get(key)).map(bytes -> StoredFile.of(key, bytes.length));
    }

    @Override
    public InputStream open(FileKey key) {
        byte[] bytes = files.get(key);
        if (bytes == null) {
            throw new FileMissingException(key);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        if (files.containsKey(key) || files.putIfAbsent(key, bytesOf(key, content)) != null) {
            throw new FileExistsException(key);
        }
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        files.put(key, bytesOf(key, content));
    }

    @Override
    public void delete(FileKey key) {
        files.remove(key);
    }

    private static byte[] bytesOf(FileKey key, ContentWriter content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(bytes);
        } catch (IOException e) {
            throw new StorageException(Problem.of("Cannot store the file '" + key + "': " + e.getMessage() + "."), e);
        }
        return bytes.toByteArray();
    }
}
