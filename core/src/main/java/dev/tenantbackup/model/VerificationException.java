// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** What the database held after the load was not what the archive says. The restore was rolled back. */
public final class VerificationException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public VerificationException(Problem problem) {
        this(problem, null);
    }

    public VerificationException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "verification";
    }
}
