// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;

/** The key is taken. The file there is unchanged. */
public final class FileExistsException extends StorageException {

    private static final long serialVersionUID = 1L;

    public FileExistsException(FileKey key) {
        super(Problem.of("Cannot store the file '" + key + "': a file of that name exists."));
    }
}
