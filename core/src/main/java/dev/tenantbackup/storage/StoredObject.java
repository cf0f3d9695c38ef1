// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.util.Objects;

/**
 * What a storage knows of an object without opening it.
 *
 * @param key its key
 * @param bytes its size
 */
public record StoredObject(ObjectKey key, long bytes) {

    public StoredObject {
        Objects.requireNonNull(key, "key");
        if (bytes < 0) {
            throw new IllegalArgumentException("object " + key + " of " + bytes + " bytes");
        }
    }
}
