// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * A rule that changed what a restore does.
 *
 * @param table where
 * @param rule the rule in a few words: {@code journal: rows are never deleted}, {@code unique subdomain: suffix}
 * @param rows how many rows it concerned
 */
public record FiredRule(TableName table, String rule, long rows) {

    public FiredRule {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(rule, "rule");
    }
}
