// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The request itself makes no sense here: an option that contradicts another, a missing declaration that only the caller can give. Nothing was done. */
public final class InvalidRequestException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(Problem problem) {
        this(problem, null);
    }

    public InvalidRequestException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "invalid-request";
    }
}
