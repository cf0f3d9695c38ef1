// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.Problem;
import java.util.List;

/**
 * Drills that were stored.
 *
 * @param drills newest first
 * @param unreadable what was found in place of others
 */
public record DrillHistory(List<DrillReport> drills, List<Problem> unreadable) {

    public DrillHistory {
        drills = List.copyOf(drills);
        unreadable = List.copyOf(unreadable);
    }
}
