// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The caller asked to stop. What was under way has been undone. */
public final class CancelledException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public CancelledException(Problem problem) {
        this(problem, null);
    }

    public CancelledException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "cancelled";
    }
}
