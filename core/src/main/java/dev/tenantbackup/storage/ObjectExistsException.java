// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;

/** The key is taken. The stored object is unchanged. */
public final class ObjectExistsException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final transient ObjectKey key;

    public ObjectExistsException(ObjectKey key) {
        super(Problem.of("Cannot store '" + key + "': an object of that name exists."));
        this.key = key;
    }

    public ObjectKey key() {
        return key;
    }
}
