// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Shows another storage and lets nobody write to it: for drills, for restores out of somebody else's backups. Every attempt
 * to write throws {@link StorageException} and does nothing. As thread-safe as what it wraps.
 */
public final class ReadOnlyStorage implements BackupStorage {

    private final BackupStorage storage;

    public ReadOnlyStorage(BackupStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        throw refusal("store", key);
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        throw refusal("store", key);
    }

    @Override
    public void delete(ObjectKey key) {
        throw refusal("delete", key);
    }

    private StorageException refusal(String action, ObjectKey key) {
        return new StorageException(
                Problem.of("Cannot " + action + " '" + storage.location(key) + "': the storage is read-only here.")
                        .withHint("use the storage itself, if that is meant."));
    }

    @Override
    public InputStream open(ObjectKey key) {
        return storage.open(key);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return storage.find(key);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return storage.list(prefix);
    }

    @Override
    public String location(ObjectKey key) {
        return storage.location(key);
    }

    @Override
    public <T> Optional<T> ability(Class<T> ability) {
        return ability == SupportsUnfinishedWrites.class ? Optional.empty() : storage.ability(ability);
    }
}
