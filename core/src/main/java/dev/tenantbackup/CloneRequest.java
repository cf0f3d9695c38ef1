// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.operation.OperationContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant shall be cloned. Immutable; each method returns a changed copy.
 *
 * @param newName the clone's name, not blank
 * @param active whether the clone starts active
 * @param returnKeys whether the result holds the map of old to new keys (in memory: some 100 bytes a key)
 * @param dirty what becomes of references that lead to another tenant's row or to none, where the catalog doesn't say it
 *     of their column; null: {@link DirtyRule#REFUSE}
 * @param context who asks, who listens, and whether to stop
 */
public record CloneRequest(
        String newName,
        boolean active,
        boolean returnKeys,
        @Nullable DirtyRule dirty,
        OperationContext context) {

    public CloneRequest {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("the clone's name must not be blank");
        }
        Objects.requireNonNull(context, "context");
    }

    public static CloneRequest named(String newName) {
        return new CloneRequest(newName, true, false, null, OperationContext.NONE);
    }

    public CloneRequest inactive() {
        return new CloneRequest(newName, false, returnKeys, dirty, context);
    }

    public CloneRequest returningKeys() {
        return new CloneRequest(newName, active, true, dirty, context);
    }

    /** What becomes of references that lead to another tenant's row or to none. */
    public CloneRequest withDirtyReferences(DirtyRule value) {
        return new CloneRequest(newName, active, returnKeys, Objects.requireNonNull(value, "value"), context);
    }

    public CloneRequest with(OperationContext value) {
        return new CloneRequest(newName, active, returnKeys, dirty, value);
    }

    /** What becomes of dirty references, where it was said. */
    public Optional<DirtyRule> dirtyReferences() {
        return Optional.ofNullable(dirty);
    }

    /** The same as a restore. */
    RestoreRequest asRestore() {
        RestoreRequest restore = RestoreRequest.asNewTenant(newName).with(context);
        restore = active ? restore : restore.inactive();
        return dirty == null ? restore : restore.withDirtyReferences(dirty);
    }
}
