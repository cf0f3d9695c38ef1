// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;

/** No file of the place can have this key; nothing was looked up or written. */
public final class UnusableKeyException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses a key.
     *
     * @param reason the end of a sentence that begins with "it"
     */
    public UnusableKeyException(FileKey key, String reason) {
        super(Problem.of("'" + key + "' can't be a file's key here: it " + reason + "."));
    }
}
