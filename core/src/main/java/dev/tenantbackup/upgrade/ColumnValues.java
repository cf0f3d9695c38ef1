// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by the names of their columns, in whatever case, in canonical text form; immutable. */
public final class ColumnValues {

    /** None yet. */
    public static final ColumnValues NONE = new ColumnValues(Map.of());

    private final Map<String, @Nullable String> values;

    private ColumnValues(Map<String, @Nullable String> values) {
        this.values = values;
    }

    /** These values, copied. */
    public static ColumnValues of(Map<String, @Nullable String> values) {
        return NONE.withAll(values);
    }

    /** The same values and this one, in place of any that the column had. */
    public ColumnValues with(String column, @Nullable String value) {
        return withAll(Collections.singletonMap(column, value));
    }

    private ColumnValues withAll(Map<String, @Nullable String> others) {
        Map<String, @Nullable String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(values);
        more.putAll(others);
        return new ColumnValues(Collections.unmodifiableMap(more));
    }

    /** The columns that have a value, or NULL. */
    public Set<String> columns() {
        return values.keySet();
    }

    /**
     * The column's value; empty for NULL.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public Optional<String> text(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("there is no column '" + column + "' in " + values.keySet());
        }
        return Optional.ofNullable(values.get(column));
    }

    /** Says which columns there are, never what they hold: rows must not end in logs. */
    @Override
    public String toString() {
        return "ColumnValues" + values.keySet();
    }
}
