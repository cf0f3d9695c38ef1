// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.operation.Actor;
import java.util.Objects;

/**
 * Who deletes a backup, and why: what its tombstone says.
 *
 * @param actor who
 * @param reason why, as a few words; at most 1,000 characters
 */
public record Deletion(Actor actor, String reason) {

    /** Nobody said who or why. */
    public static final Deletion UNEXPLAINED = new Deletion(Actor.UNKNOWN, "deleted on request");

    private static final int LONGEST_REASON = 1_000;

    public Deletion {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + LONGEST_REASON + " characters");
        }
    }

    public static Deletion of(Actor actor, String reason) {
        return new Deletion(actor, reason);
    }
}
