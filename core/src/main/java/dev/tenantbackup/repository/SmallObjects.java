// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads objects that fit into memory: records, notes. */
final class SmallObjects {

    private static final int MAX_BYTES = 16 << 20;

    private final BackupStorage storage;

    SmallObjects(BackupStorage storage) {
        this.storage = storage;
    }

    /** The object's bytes; empty if there is none. */
    Optional<byte[]> read(ObjectKey key) {
        byte[] bytes;
        try (InputStream in = storage.open(key)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (ObjectNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(key, e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new StorageException(
                    Problem.of("Cannot read '" + key + "': it has more than " + MAX_BYTES + " bytes."));
        }
        return Optional.of(bytes);
    }

    static StorageException failure(ObjectKey key, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new StorageException(
                Problem.of("Cannot read '" + key + "': " + reason + ".").thatMayPass(), e);
    }
}
