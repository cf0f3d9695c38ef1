// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import java.util.List;

/**
 * What a host says of a trigger on a table that a restore writes.
 *
 * @param ownedColumns columns that the trigger sets by itself: left out of load and proof. Empty: the trigger is
 *     harmless, it changes nothing that a restore writes
 */
public record TriggerRule(List<String> ownedColumns) {

    public TriggerRule {
        ownedColumns = List.copyOf(ownedColumns);
    }

    public static TriggerRule harmless() {
        return new TriggerRule(List.of());
    }

    public static TriggerRule owns(String... columns) {
        return new TriggerRule(List.of(columns));
    }
}
