// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps everything on the heap, as long as the process lives: for tests and examples. */
public final class MemoryStorage implements BackupStorage, SupportsRangedReads {

    private final ConcurrentNavigableMap<ObjectKey, byte[]> objects = new ConcurrentSkipListMap<>();

    /** An empty storage. */
    public MemoryStorage() {}

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        if (objects.containsKey(key) || objects.putIfAbsent(key, bytesOf(key, content)) != null) {
            throw new ObjectExistsException(key);
        }
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        objects.put(key, bytesOf(key, content));
    }

    @Override
    public InputStream open(ObjectKey key) {
        return new ByteArrayInputStream(require(key));
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range of " + length + " bytes from byte " + offset);
        }
        byte[] bytes = require(key);
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> new StoredObject(key, bytes.length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().value().startsWith(prefix))
                .map(object -> new StoredObject(object.getKey(), object.getValue().length))
                .toList();
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key);
    }

    private byte[] require(ObjectKey key) {
        byte[] bytes = objects.get(key);
        if (bytes == null) {
            throw new ObjectNotFoundException(key);
        }
        return bytes;
    }

    private static byte[] bytesOf(ObjectKey key, ContentWriter content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(bytes);
        } catch (IOException e) {
            throw new StorageException(Problem.of("Cannot store '" + key + "': " + e.getMessage() + "."), e);
        }
        return bytes.toByteArray();
    }
}
