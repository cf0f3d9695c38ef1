// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The database refused or failed. The transaction was rolled back, nothing of it remains. */
public final class DatabaseException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(Problem problem) {
        this(problem, null);
    }

    public DatabaseException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "database";
    }
}
