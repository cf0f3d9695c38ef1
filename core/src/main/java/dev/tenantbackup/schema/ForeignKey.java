// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Objects;

/**
 * A foreign key that the database enforces.
 *
 * @param name the constraint's name
 * @param columns the referring columns
 * @param parent the table referred to
 * @param parentColumns its columns, in the same order
 * @param onDelete what a delete of the parent does
 * @param deferrable whether its check may wait for the end of the transaction
 */
public record ForeignKey(
        String name,
        List<String> columns,
        TableName parent,
        List<String> parentColumns,
        DeleteRule onDelete,
        boolean deferrable) {

    public ForeignKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(onDelete, "onDelete");
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
        if (columns.isEmpty() || columns.size() != parentColumns.size()) {
            throw new IllegalArgumentException("foreign key " + name + " with " + columns + " -> " + parentColumns);
        }
    }

    /** What deleting the parent does to the referring row. */
    public enum DeleteRule {
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
