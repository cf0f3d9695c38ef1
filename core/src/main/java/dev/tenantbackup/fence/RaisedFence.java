// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fence that is up. Two of one tenant are equal only if it was not lifted in between.
 *
 * @param tenant whose rows
 * @param level how much it stops
 * @param actor who raised it
 * @param reason why
 * @param raisedAt when it went up: whatever begins later is stopped
 * @param effectiveSince when the last of what was under way before was seen to be gone; null while nobody has seen that:
 *     until then a write may still come through
 */
public record RaisedFence(
        TenantId tenant,
        FenceLevel level,
        Actor actor,
        String reason,
        Instant raisedAt,
        @Nullable Instant effectiveSince) {

    public RaisedFence {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(raisedAt, "raisedAt");
    }

    /** Whether nothing that it stops can happen any more. */
    public boolean isEffective() {
        return effectiveSince != null;
    }

    public Optional<Instant> effective() {
        return Optional.ofNullable(effectiveSince);
    }
}
