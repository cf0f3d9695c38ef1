// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Answers questions about a database's values, so that a suspicion by name can be checked against the data. Looks at
 * samples only: an answer is a hint, never a proof.
 */
public interface SchemaProbe {

    /**
     * Of at most {@code sample} distinct non-null values of a column, counts those found and those not found among the
     * values of another column. Types are compared by their text.
     */
    Overlap overlap(TableName table, String column, TableName parent, String parentColumn, int sample);

    /** At most {@code limit} distinct non-null values of a column, as text, in byte order. */
    List<String> distinctValues(TableName table, String column, int limit);

    /**
     * At most {@code limit} non-null values of a column, as text: the first that the database comes across, in no order,
     * equal ones included. Must not read on once it has them, and may leave out those of more than 100,000 characters.
     */
    List<String> sample(TableName table, String column, int limit);

    /**
     * How many of these values a column holds.
     *
     * @param parentColumn a key by itself
     * @param values as text, without repetition; a text that no value of the column's type has is not found
     */
    int countFound(TableName parent, String parentColumn, Collection<String> values);

    /** About how many rows a table has, if that is known without reading it. */
    default OptionalLong rows(TableName table) {
        return OptionalLong.empty();
    }

    /** A probe that sees no values: every overlap is empty. */
    static SchemaProbe blind() {
        return new SchemaProbe() {
            @Override
            public Overlap overlap(TableName table, String column, TableName parent, String parentColumn, int sample) {
                return new Overlap(0, 0);
            }

            @Override
            public List<String> distinctValues(TableName table, String column, int limit) {
                return List.of();
            }

            @Override
            public List<String> sample(TableName table, String column, int limit) {
                return List.of();
            }

            @Override
            public int countFound(TableName parent, String parentColumn, Collection<String> values) {
                return 0;
            }
        };
    }

    /**
     * What a look at the values showed.
     *
     * @param found values that exist on the other side
     * @param missing values that don't
     */
    record Overlap(int found, int missing) {

        /** Whether enough values were seen, and nine of ten of them exist on the other side. */
        public boolean suggestsReference() {
            return found > 0 && found >= 9 * missing;
        }
    }
}
