// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/**
 * The commit failed, or its answer was lost: the change is there as a whole or not at all, and nobody could say which; or the
 * change is there, and nobody could look at what others wrote meanwhile. Look before repeating it.
 */
public final class OutcomeUnknownException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(Problem problem) {
        this(problem, null);
    }

    public OutcomeUnknownException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "outcome-unknown";
    }
}
