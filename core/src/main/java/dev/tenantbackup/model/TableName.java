// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a table as the database spells it (case kept, no quotes).
 *
 * @param schema absent for a table of the default schema
 * @param name the table's own name
 */
public record TableName(@Nullable String schema, String name) implements Comparable<TableName> {

    private static final Comparator<TableName> ORDER = Comparator.comparing(
                    (TableName table) -> table.schema == null ? "" : table.schema)
            .thenComparing(TableName::name);

    public TableName {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || (schema != null && schema.isEmpty())) {
            throw new IllegalArgumentException("a table name must not be empty");
        }
    }

    /** A table of the default schema. */
    public static TableName of(String name) {
        return new TableName(null, name);
    }

    public static TableName of(@Nullable String schema, String name) {
        return new TableName(schema, name);
    }

    /** Reads {@code table} or {@code schema.table}; the first dot separates. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? of(text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    /** {@code table}, or {@code schema.table} outside the default schema. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
