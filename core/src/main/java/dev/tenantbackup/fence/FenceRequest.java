// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import java.time.Duration;
import java.util.Objects;

/**
 * What somebody wants fenced.
 *
 * @param tenant whose rows
 * @param level how much is to be stopped
 * @param actor who asks
 * @param reason why, for whoever is refused and for whoever finds the fence: 1 to 500 characters
 * @param patience how long to wait for what was under way before; zero to look once
 */
public record FenceRequest(TenantId tenant, FenceLevel level, Actor actor, String reason, Duration patience) {

    /** How long to wait if nobody says it. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    public static final int LONGEST_REASON = 500;

    public FenceRequest {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(patience, "patience");
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("the reason of a fence has 1 to " + LONGEST_REASON + " characters");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("negative patience: " + patience);
        }
    }

    /** Stops writes, with the default patience. */
    public static FenceRequest writes(TenantId tenant, Actor actor, String reason) {
        return new FenceRequest(tenant, FenceLevel.WRITES, actor, reason, DEFAULT_PATIENCE);
    }

    /** Stops everything, with the default patience. */
    public static FenceRequest all(TenantId tenant, Actor actor, String reason) {
        return new FenceRequest(tenant, FenceLevel.ALL, actor, reason, DEFAULT_PATIENCE);
    }

    public FenceRequest withPatience(Duration value) {
        return new FenceRequest(tenant, level, actor, reason, value);
    }
}
