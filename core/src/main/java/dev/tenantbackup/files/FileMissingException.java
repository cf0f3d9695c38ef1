// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;

/** There is no file under the key. */
public final class FileMissingException extends StorageException {

    private static final long serialVersionUID = 1L;

    public FileMissingException(FileKey key) {
        super(Problem.of("There is no file '" + key + "'."));
    }
}
