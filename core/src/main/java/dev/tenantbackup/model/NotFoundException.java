// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** What was named does not exist: a tenant, a backup, a table, a restore. */
public final class NotFoundException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(Problem problem) {
        this(problem, null);
    }

    public NotFoundException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "not-found";
    }
}
