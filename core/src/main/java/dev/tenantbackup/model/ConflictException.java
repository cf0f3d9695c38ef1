// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The target holds something that the operation would break or that stands in its way: a bystander's row, a taken key or unique value. Nothing was written. */
public final class ConflictException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public ConflictException(Problem problem) {
        this(problem, null);
    }

    public ConflictException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "conflict";
    }
}
