// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.Proposal;
import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * A guess about a table that an export took without a person's acceptance.
 *
 * @param table the table
 * @param ownership the word for the ownership that was taken
 * @param reason why it was proposed
 */
public record AcceptedProposal(TableName table, String ownership, String reason) {

    public AcceptedProposal {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(reason, "reason");
    }

    public static AcceptedProposal of(Proposal proposal) {
        return new AcceptedProposal(proposal.table(), proposal.ownership().kind(), proposal.reason());
    }
}
