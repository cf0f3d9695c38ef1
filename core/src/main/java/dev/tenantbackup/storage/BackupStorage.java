// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keeps and returns opaque bytes by key: the SPI for file systems, object stores and whatever else can hold backups.
 *
 * <p>Implementations must be safe for concurrent use, by several threads and by several processes that share the
 * place where the bytes lie. Everything that fails throws {@link dev.tenantbackup.model.StorageException}, whose
 * message names the key and whose {@link dev.tenantbackup.model.Problem#retryable()} says whether the same call may
 * succeed later.
 *
 * <p>A call that has returned is durable: what it stored survives a crash of the process and of the machine, as far
 * as the place promises that.
 *
 * <p>Small on purpose: no renaming, no appending, no directories, no metadata, no locks. What only some storages can
 * do is a further interface, asked for by {@link #ability}: {@link SupportsRangedReads}, {@link SupportsLocalFiles},
 * {@link SupportsUnfinishedWrites}. Extend the contract test of the
 * testkit, {@code BackupStorageContract}, to see whether an implementation is right.
 */
public interface BackupStorage {

    /**
     * Stores the content under a key that does not exist yet.
     *
     * <p>The object must stay invisible to {@link #open}, {@link #find} and {@link #list} until it is complete. If
     * this method throws, either nothing or the whole object is stored. If two callers create the same key at the
     * same time, exactly one succeeds. An implementation may find out only at the end that the key is taken.
     *
     * @param content called at most once, on this thread; may stream for hours, and more than fits into memory
     * @throws ObjectExistsException if the key is taken; the stored object is unchanged
     * @throws dev.tenantbackup.model.StorageException if storing fails, or {@code content} throws an
     *     {@code IOException}; an unchecked exception of {@code content} comes out as it is
     */
    void create(ObjectKey key, ContentWriter content);

    /**
     * Stores the content under a key, whether it exists or not. Readers see the old content or the new one as a
     * whole, also those that have opened the object before. Meant for small documents.
     *
     * @param content as in {@link #create}
     */
    void replace(ObjectKey key, ContentWriter content);

    /**
     * Opens an object for reading from its first byte. The caller closes the stream, whose methods may throw an
     * {@code IOException}. If the object is deleted meanwhile, the stream must either deliver the whole object or
     * fail; it must not end early.
     *
     * @throws ObjectNotFoundException if there is none
     */
    InputStream open(ObjectKey key);

    /** What is known of an object; empty if there is none. */
    Optional<StoredObject> find(ObjectKey key);

    /**
     * Every object whose key begins with a prefix, sorted by key, however many there are. An object that exists
     * throughout the call must be in it; one that is created or deleted meanwhile may be.
     *
     * @param prefix any text; empty for all objects
     */
    List<StoredObject> list(String prefix);

    /** Where an object lies or would lie, for people: a path, an address. Nothing parses it. */
    default String location(ObjectKey key) {
        return key.value();
    }

    /** Deletes an object. Does nothing if there is none, so that a call can be repeated. */
    void delete(ObjectKey key);

    /**
     * What this storage can do beyond the rest; empty if it can't. A storage that wraps another one answers for what comes
     * of both.
     *
     * @param ability {@link SupportsRangedReads}, {@link SupportsLocalFiles} or {@link SupportsUnfinishedWrites}
     */
    default <T> Optional<T> ability(Class<T> ability) {
        return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
    }
}
