// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The key of one row, with its columns' names: what messages and reports show of a row.
 *
 * @param columns names, as many as there are values
 * @param values canonical texts; null only in tables without a primary key
 */
public record RowKey(List<String> columns, List<@Nullable String> values) {

    public RowKey {
        columns = List.copyOf(columns);
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(
                    "a key of " + columns.size() + " columns with " + values.size() + " values");
        }
    }

    public static RowKey of(String column, String value) {
        return new RowKey(List.of(column), List.of(value));
    }

    /** {@code (id=4711)}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < columns.size(); i++) {
            text.add(columns.get(i) + "=" + values.get(i));
        }
        return text.toString();
    }
}
