// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the shared rows that a backup's rows refer to. Holds only what differs: values that other values stand
 * for here, and values that nothing stands for.
 *
 * @param matched the shared tables that were looked at; references to others are as they are
 * @param moved by side of reference: referring values of the backup, and the values here of the same row
 * @param missing by side of reference: referring values, after the move, whose row isn't here, with the reason
 * @param created rows to be created, parents before children
 * @param held which rows the backup holds, for references that may lead nowhere
 * @param notes what a person should know though nothing stands in the way
 */
public record SharedMatch(
        Set<TableName> matched,
        Map<Side, Map<Row, Row>> moved,
        Map<Side, Map<Row, String>> missing,
        List<NewSharedRows> created,
        HeldRows held,
        List<String> notes) {

    /** Nothing was looked at: every key means what it meant. */
    public static final SharedMatch NONE =
            new SharedMatch(Set.of(), Map.of(), Map.of(), List.of(), HeldRows.UNTOLD, List.of());

    public SharedMatch {
        matched = Set.copyOf(matched);
        moved = copy(moved);
        missing = copy(missing);
        created = List.copyOf(created);
        Objects.requireNonNull(held, "held");
        notes = List.copyOf(notes);
    }

    private static <T> Map<Side, Map<Row, T>> copy(Map<Side, Map<Row, T>> map) {
        Map<Side, Map<Row, T>> copy = new HashMap<>();
        map.forEach((side, values) -> {
            if (!values.isEmpty()) {
                copy.put(side, Map.copyOf(values));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /** What here stands for referring values of the backup; empty if they stay as they are. */
    public Optional<Row> moved(Side side, Row values) {
        return Optional.ofNullable(moved.getOrDefault(side, Map.of()).get(values));
    }

    /** Why there is no row here that these values, after the move, refer to; empty if there is one. */
    public Optional<String> missing(Side side, Row values) {
        return Optional.ofNullable(missing.getOrDefault(side, Map.of()).get(values));
    }

    /**
     * The columns of a shared table that references lead to.
     *
     * @param table the shared table
     * @param columns a unique key of it, in the order of the referring columns
     */
    public record Side(TableName table, List<String> columns) {
        public Side {
            Objects.requireNonNull(table, "table");
            columns = List.copyOf(columns);
        }

        /** Where a reference leads to. */
        public static Side of(Reference reference) {
            return new Side(reference.parent(), reference.parentColumns());
        }
    }

    /**
     * Rows of a shared table that nobody has here yet.
     *
     * @param table which columns are written
     * @param rows in the order of its columns; all in memory
     */
    public record NewSharedRows(TablePlan table, List<Row> rows) {
        public NewSharedRows {
            Objects.requireNonNull(table, "table");
            rows = List.copyOf(rows);
        }
    }
}
