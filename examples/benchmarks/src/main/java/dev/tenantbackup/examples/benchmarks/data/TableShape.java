// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import java.util.List;
import java.util.Optional;

/**
 * A table as its database describes it.
 *
 * @param columns the columns that rows are written to, in order; those that the database computes are left out
 * @param primaryKey the key's columns; empty without one
 */
public record TableShape(
        String name, List<ColumnShape> columns, List<String> primaryKey, List<ReferenceShape> references) {

    public TableShape {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        references = List.copyOf(references);
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnShape::name).toList();
    }

    public ColumnShape column(String column) {
        return columns.stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column '" + column + "' in '" + name + "'"));
    }

    /** The reference that a column is part of and that decides its value; of several, the shortest. */
    public Optional<ReferenceShape> referenceOf(String column) {
        return references.stream()
                .filter(reference -> reference.columns().contains(column))
                .min((one, other) -> one.columns().size() - other.columns().size());
    }

    /**
     * A column.
     *
     * @param type its JDBC type
     * @param defaultValue the expression that fills it in, empty without one
     */
    public record ColumnShape(String name, int type, boolean nullable, String defaultValue) {}

    /**
     * A foreign key.
     *
     * @param targetColumns what each of the columns refers to
     */
    public record ReferenceShape(List<String> columns, String target, List<String> targetColumns) {

        public ReferenceShape {
            columns = List.copyOf(columns);
            targetColumns = List.copyOf(targetColumns);
        }

        /** The column that this one refers to. */
        public String targetOf(String column) {
            return targetColumns.get(columns.indexOf(column));
        }
    }
}
