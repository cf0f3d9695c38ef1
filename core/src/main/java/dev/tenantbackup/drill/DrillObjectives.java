// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill is measured against.
 *
 * @param rto the longest that bringing a tenant back may take; null if nobody said
 * @param rpo the greatest age that the data may have which one is thrown back to; null if nobody said
 */
public record DrillObjectives(
        @Nullable Duration rto, @Nullable Duration rpo) {

    /** Measures only. */
    public static final DrillObjectives NONE = new DrillObjectives(null, null);

    public DrillObjectives {
        if ((rto != null && rto.isNegative()) || (rpo != null && rpo.isNegative())) {
            throw new IllegalArgumentException("an objective is no negative time");
        }
    }

    public Optional<Duration> longestRecovery() {
        return Optional.ofNullable(rto);
    }

    public Optional<Duration> greatestAge() {
        return Optional.ofNullable(rpo);
    }
}
