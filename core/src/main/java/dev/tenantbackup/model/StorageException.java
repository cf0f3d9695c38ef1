// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The storage of backups failed, passing or lasting as {@link Problem#retryable()} says. */
public non-sealed class StorageException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public StorageException(Problem problem) {
        this(problem, null);
    }

    public StorageException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "storage";
    }
}
