// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * What the schema suggests of a table without proving it: for a person to accept.
 *
 * @param table the table without a class
 * @param ownership what is suggested
 * @param reason why, in one sentence
 */
public record Proposal(TableName table, Ownership ownership, String reason) {

    public Proposal {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(reason, "reason");
    }
}
