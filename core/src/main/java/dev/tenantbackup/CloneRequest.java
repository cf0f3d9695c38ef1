// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.operation.OperationContext;
import java.util.Objects;

/**
 * How a tenant shall be cloned. Immutable; each method returns a changed copy.
 *
 * @param newName the clone's name, not blank
 * @param active whether the clone starts active
 * @param returnKeys whether the result holds the map of old to new keys (in memory: some 100 bytes a key)
 * @param context who asks, who listens, and whether to stop
 */
public record CloneRequest(String newName, boolean active, boolean returnKeys, OperationContext context) {

    public CloneRequest {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("the clone's name must not be blank");
        }
        Objects.requireNonNull(context, "context");
    }

    public static CloneRequest named(String newName) {
        return new CloneRequest(newName, true, false, OperationContext.NONE);
    }

    public CloneRequest inactive() {
        return new CloneRequest(newName, false, returnKeys, context);
    }

    public CloneRequest returningKeys() {
        return new CloneRequest(newName, active, true, context);
    }

    public CloneRequest with(OperationContext value) {
        return new CloneRequest(newName, active, returnKeys, value);
    }
}
