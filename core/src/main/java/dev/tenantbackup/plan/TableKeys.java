// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.RowKey;
import java.util.List;

/**
 * Which rows of a table were changed, by their keys as the database holds them now: the new ones of rows that got new
 * keys.
 *
 * @param inserted rows that were not there before
 * @param updated rows that were there with other values
 * @param deleted rows that are gone
 * @param complete whether these are all; false where there are more than were asked for, and in a table without a primary
 *     key, whose rows have no names
 */
public record TableKeys(List<RowKey> inserted, List<RowKey> updated, List<RowKey> deleted, boolean complete) {

    public TableKeys {
        inserted = List.copyOf(inserted);
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
    }
}
