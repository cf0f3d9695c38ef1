// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

/** A backup is encrypted, and nothing is configured that could decrypt it. The backup itself may be sound. */
public final class MissingKeyException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public MissingKeyException(Problem problem) {
        super(problem, null);
    }

    @Override
    public String kind() {
        return "missing-key";
    }
}
