// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** The archive or its record is damaged, hostile, incomplete, or of a newer format than this version reads. Nothing was written. */
public final class ArchiveException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public ArchiveException(Problem problem) {
        this(problem, null);
    }

    public ArchiveException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "archive";
    }
}
