// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link from rows to rows, whether the database knows it as a foreign key or only we do.
 *
 * @param name the foreign key's name, or a name of ours: unique within the table
 * @param table the referring table
 * @param columns the referring columns
 * @param parent the table referred to
 * @param parentColumns its columns, in the same order: a unique key of the parent
 * @param when for one case of a polymorphic pair: the reference holds only for rows with this value in that column
 * @param enforced whether the database enforces it
 * @param none texts that mean "no reference", beside NULL ({@code 0}, blank)
 */
public record Reference(
        String name,
        TableName table,
        List<String> columns,
        TableName parent,
        List<String> parentColumns,
        @Nullable Condition when,
        boolean enforced,
        Set<String> none) {

    public Reference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(parent, "parent");
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
        none = Set.copyOf(none);
        if (columns.isEmpty() || columns.size() != parentColumns.size()) {
            throw new IllegalArgumentException("reference " + name + " with " + columns + " -> " + parentColumns);
        }
    }

    public Optional<Condition> condition() {
        return Optional.ofNullable(when);
    }

    public boolean isSelfReference() {
        return table.equals(parent);
    }

    /** Whether a row may go without it: one of its columns is nullable, or it holds for some rows only. */
    public boolean isOptional(TableSchema schema) {
        return when != null
                || !none.isEmpty()
                || columns.stream().anyMatch(column -> schema.column(column).nullable());
    }

    /** {@code order_lines.order_id -> orders.id}, and the condition where there is one. */
    @Override
    public String toString() {
        return side(table, columns)
                + " -> "
                + side(parent, parentColumns)
                + (when == null ? "" : " where " + when.column() + " = '" + when.value() + "'");
    }

    private static String side(TableName table, List<String> columns) {
        return columns.size() == 1 ? table + "." + columns.get(0) : table + "(" + String.join(", ", columns) + ")";
    }

    /**
     * The type side of a polymorphic pair.
     *
     * @param column the type column
     * @param value its value for this reference's parent
     */
    public record Condition(String column, String value) {

        public Condition {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(value, "value");
        }
    }
}
