// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.TablePlan;

/**
 * Which rules a load follows.
 *
 * @param mode what happens with rows that differ
 * @param exact whether the catalog's rules are left aside
 */
record RuleBook(RestoreMode mode, boolean exact) {

    RestoreRules of(TablePlan table) {
        return exact ? RestoreRules.exact(table) : RestoreRules.of(table, mode);
    }
}
