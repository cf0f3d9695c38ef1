// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose. The kinds are few, told apart by who can act; the
 * {@linkplain #problem() problem} holds tenant, table, key and hint as fields, beside the text of {@link #getMessage()}.
 */
public abstract sealed class TenantBackupException extends RuntimeException
        permits ArchiveException,
                CancelledException,
                CatalogException,
                ConflictException,
                DatabaseException,
                InvalidRequestException,
                MissingKeyException,
                NotFoundException,
                OutcomeUnknownException,
                RightsException,
                SourceDataException,
                StorageException,
                VerificationException,
                WrongKeyException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    TenantBackupException(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    public final Problem problem() {
        return problem;
    }

    /** A stable word for the kind of failure, such as {@code conflict}: for programs that read reports. */
    public abstract String kind();
}
