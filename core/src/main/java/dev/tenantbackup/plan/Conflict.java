// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in a restore's way. A plan with conflicts is never applied.
 *
 * @param kind what it is
 * @param table where
 * @param message one sentence that names what collides with what
 * @param hint what to do now
 * @param count how many rows are concerned
 * @param samples keys of some of those rows, at most 10
 * @param otherTenants tenants beside the one to be written whom the rows lead to or belong to as well, at most 10
 */
public record Conflict(
        Kind kind,
        TableName table,
        String message,
        @Nullable String hint,
        long count,
        List<RowKey> samples,
        List<TenantId> otherTenants) {

    public Conflict {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(message, "message");
        samples = List.copyOf(samples);
        otherTenants = List.copyOf(otherTenants);
    }

    public static Conflict of(Kind kind, TableName table, String message, @Nullable String hint) {
        return new Conflict(kind, table, message, hint, 0, List.of(), List.of());
    }

    public Optional<String> advice() {
        return Optional.ofNullable(hint);
    }

    /** What a conflict is about. */
    public enum Kind {
        /** A row outside the change set refers to a row that would be deleted. */
        INBOUND_REFERENCE,
        /** A row to insert has the key of a live row that is not the tenant's. */
        KEY_TAKEN,
        /** A row to insert or update has a unique value that another live row holds. */
        UNIQUE_TAKEN,
        /** A row to insert or update refers to a row that neither the backup nor the tenant has. */
        UNRESOLVED_REFERENCE,
        /** A row to insert or update refers to a row of shared reference data that isn't here, or not beyond doubt. */
        SHARED_ROW,
        /** A row to be written is, or would become, another tenant's as well. */
        AMBIGUOUS,
        /** A row is owned by being referred to, and nothing of the tenant would refer to it any more. */
        UNREFERRED,
        /** A row that is not the tenant's would become so, because the row that it refers to comes back. */
        JOINING,
        /** A trigger would fire that nobody declared. */
        UNDECLARED_TRIGGER,
        /** Files that rows point to can't be put where the rows would look for them. */
        FILES,
        /** The backup's tables and the live ones don't fit each other. */
        SCHEMA
    }
}
