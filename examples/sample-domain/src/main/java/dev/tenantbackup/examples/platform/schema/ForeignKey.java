// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.List;

/**
 * A declared foreign key.
 *
 * @param columns the referring columns
 * @param target the table referred to
 * @param targetColumns its key columns, in the order of {@code columns}
 * @param onDelete what happens when the target row goes
 * @param filledLater whether the columns stay null until every table has rows, because the reference closes a cycle
 * @param deferred whether the constraint is checked at commit, on products that can do that
 */
public record ForeignKey(
        List<String> columns,
        String target,
        List<String> targetColumns,
        OnDelete onDelete,
        boolean filledLater,
        boolean deferred) {

    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }

    ForeignKey closingCycle() {
        return new ForeignKey(columns, target, targetColumns, onDelete, true, deferred);
    }

    ForeignKey checkedAtCommit() {
        return new ForeignKey(columns, target, targetColumns, onDelete, filledLater, true);
    }
}
