// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rows of one shape refer to by one reference. Immutable. */
public final class ReferringValues {

    private final int[] positions;
    private final int typePosition;
    private final @Nullable String type;
    private final Set<String> none;

    /**
     * @param columns of the rows, in order; must have the reference's own, and its type column if it is one case of a
     *     polymorphic pair
     * @throws IllegalArgumentException if one is missing
     */
    public ReferringValues(Reference reference, List<String> columns) {
        this.positions = reference.columns().stream()
                .mapToInt(column -> position(column, columns))
                .toArray();
        this.typePosition = reference
                .condition()
                .map(when -> position(when.column(), columns))
                .orElse(-1);
        this.type = reference.condition().map(Reference.Condition::value).orElse(null);
        this.none = reference.none();
    }

    private static int position(String column, List<String> columns) {
        int position = columns.indexOf(column);
        if (position < 0) {
            throw new IllegalArgumentException("there is no column '" + column + "' in " + columns);
        }
        return position;
    }

    /** Whether rows with these columns can be asked. */
    public static boolean canBeReadFrom(Reference reference, List<String> columns) {
        return columns.containsAll(reference.columns())
                && reference
                        .condition()
                        .map(when -> columns.contains(when.column()))
                        .orElse(true);
    }

    /** Where the referring values stand in a row, in the reference's order. */
    public int[] positions() {
        return positions.clone();
    }

    /** The values, in the reference's order; empty if the row refers to nothing by it. */
    public Optional<Row> of(Row row) {
        if (type != null && !type.equals(row.value(typePosition))) {
            return Optional.empty();
        }
        @Nullable String[] values = new @Nullable String[positions.length];
        for (int i = 0; i < positions.length; i++) {
            String value = row.value(positions[i]);
            if (value == null || none.contains(value)) {
                return Optional.empty();
            }
            values[i] = value;
        }
        return Optional.of(Row.of(values));
    }
}
