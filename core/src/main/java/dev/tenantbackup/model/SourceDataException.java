// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/** Rows of the source break what the catalog declares of them, so that this operation can't be exact. Nothing was written. */
public final class SourceDataException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public SourceDataException(Problem problem) {
        this(problem, null);
    }

    public SourceDataException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "source-data";
    }
}
