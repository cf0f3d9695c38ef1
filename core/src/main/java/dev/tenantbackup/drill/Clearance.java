// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.Problem;
import java.util.List;

/**
 * What was cleared away of earlier drills.
 *
 * @param cleared the drills of which nothing is left any more
 * @param left what could not be removed
 */
public record Clearance(List<DrillReport> cleared, List<Problem> left) {

    public Clearance {
        cleared = List.copyOf(cleared);
        left = List.copyOf(left);
    }
}
