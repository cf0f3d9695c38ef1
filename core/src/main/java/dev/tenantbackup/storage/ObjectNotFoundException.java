// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;

/** There is no object under the key. */
public final class ObjectNotFoundException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final transient ObjectKey key;

    public ObjectNotFoundException(ObjectKey key) {
        super(Problem.of("There is no stored object '" + key + "'."));
        this.key = key;
    }

    public ObjectKey key() {
        return key;
    }
}
