// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know of: dirty rows, a missing index, a suspected reference. A finding never stops an
 * export; some stop a restore as new tenant or a clone.
 *
 * @param kind what was found
 * @param table where
 * @param message one sentence, with names and counts
 * @param hint what to do about it
 * @param count how many rows are concerned; 0 where it is not about rows
 * @param samples keys of some of those rows, at most 10
 * @param otherTenants tenants beside the one at hand whom the rows lead to or belong to as well, at most 10; empty where
 *     there is none, or where it is not about rows
 */
public record Finding(
        Kind kind,
        TableName table,
        String message,
        @Nullable String hint,
        long count,
        List<RowKey> samples,
        List<TenantId> otherTenants) {

    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(message, "message");
        samples = List.copyOf(samples);
        otherTenants = List.copyOf(otherTenants);
    }

    /** A finding that concerns no other tenant. */
    public Finding(
            Kind kind, TableName table, String message, @Nullable String hint, long count, List<RowKey> samples) {
        this(kind, table, message, hint, count, samples, List.of());
    }

    public static Finding of(Kind kind, TableName table, String message, @Nullable String hint) {
        return new Finding(kind, table, message, hint, 0, List.of());
    }

    public Optional<String> advice() {
        return Optional.ofNullable(hint);
    }

    /** What a finding is about. */
    public enum Kind {
        /** The table is owned through references, and no chain of them leads to a tenant. */
        UNREACHABLE,
        /** Rows whose tenant column is null and that no chain leads to: nobody's. */
        UNOWNED,
        /** Rows that two chains claim for two different tenants. */
        AMBIGUOUS,
        /** References from the tenant's rows to rows of another tenant, or of nobody. */
        LEAVING,
        /** References to rows that do not exist. */
        ORPHANED,
        /** No index supports the way from the tenant to the table's rows. */
        NO_INDEX,
        /** A column that looks like a reference the database does not know. */
        UNDECLARED_REFERENCE,
        /** A pair of columns that looks like a polymorphic reference. */
        POLYMORPHIC_SUSPECTED,
        /** A unique constraint that spans tenants and has no rule for a clone. */
        UNIQUE_ACROSS,
        /** A trigger nobody has declared. */
        TRIGGER,
        /** A table that looks like a queue of work still to be done. */
        QUEUE_SUSPECTED,
        /** A table or column that came since the catalog was accepted. */
        NEW_SINCE_ACCEPTED,
        /** A proposal that was taken without a person's acceptance. */
        PROPOSAL_ACCEPTED,
        /** A table of a schema that is out of scope refers to tenants' rows: its own are in no backup. */
        OUT_OF_SCOPE,
        /** A table was left out of the backup. */
        GAP,
        /** Rows point to files that were not there, or whose keys can't be a file's. */
        FILE_MISSING,
        /** Rows say another size or digest of a file than it has. */
        FILE_DIFFERS,
        /** Rows point to files that the backup was not told where to find. */
        FILES_LEFT_OUT,
        /** A kind that this release does not know: read from the archive of a later one. */
        OTHER;

        /** Whether rows of the tenant are dirty: not its alone, or with references that leave it or lead nowhere. */
        public boolean isDirt() {
            return this == UNREACHABLE || this == AMBIGUOUS || this == LEAVING || this == ORPHANED;
        }
    }
}
