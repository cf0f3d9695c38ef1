// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are not where they should be: on the wrong side of the border between tenants, or across it.
 *
 * @param kind what is wrong with them
 * @param table whose rows
 * @param along the column or reference that shows it
 * @param message one sentence, with names and counts
 * @param hint what to do about it
 * @param rows how many
 * @param samples some of those rows, at most 10, in key order
 */
public record OwnershipProblem(
        Kind kind, TableName table, String along, String message, String hint, long rows, List<Sample> samples) {

    public OwnershipProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(along, "along");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        samples = List.copyOf(samples);
    }

    /** What is wrong. */
    public enum Kind {
        /** Rows that are the tenant's and that no export takes. */
        MISSED,
        /** Rows that an export takes and that nothing says are the tenant's. */
        UNFOUNDED,
        /** Rows that two tenants can claim. */
        AMBIGUOUS,
        /** Rows of the tenant that refer to a row of another tenant, or of nobody. */
        LEAVING,
        /** Rows of another tenant, or of nobody, that refer to a row of the tenant. */
        ENTERING,
        /** Rows of the tenant that refer to no row. */
        ORPHANED,
        /** Rows with a document that can't be read, so that the ids in it can't be looked at. */
        UNREADABLE
    }

    /**
     * One of the rows.
     *
     * @param key which
     * @param other the other tenant it has to do with; null if there is none, or none could be made out
     */
    public record Sample(RowKey key, @Nullable TenantId other) {

        public Sample {
            Objects.requireNonNull(key, "key");
        }

        /** The other tenant, if one could be made out. */
        public Optional<TenantId> otherTenant() {
            return Optional.ofNullable(other);
        }
    }
}
