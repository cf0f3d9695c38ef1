// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a part of a drill took.
 *
 * @param name one or two words: {@code open}, {@code stage}, {@code load}, {@code verify}, {@code commit}
 * @param duration all times together, if it was gone through more than once; cut to whole milliseconds
 * @param recovery whether a real recovery goes through it as well, so that it counts for the recovery time
 */
public record DrillPhase(String name, Duration duration, boolean recovery) {

    public DrillPhase {
        Objects.requireNonNull(name, "name");
        duration = Duration.ofMillis(duration.toMillis());
    }

    static DrillPhase ofRecovery(String name, Duration duration) {
        return new DrillPhase(name, duration, true);
    }

    static DrillPhase ofDrillOnly(String name, Duration duration) {
        return new DrillPhase(name, duration, false);
    }
}
