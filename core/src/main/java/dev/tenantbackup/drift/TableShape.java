// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An archived table as the changes made so far have left it.
 *
 * @param archived the table as the archive describes it
 * @param columns its columns now, in the order of its rows' values
 * @param origins for each of them the archived column whose name it goes back to; empty for one that was made
 * @param key its primary key now
 * @param changes what was done to its rows, in order; none if they are as archived
 * @param filled columns that the archive does not hold and that got one value for all rows
 * @param resorted whether its rows are told apart by another key than the archive's
 */
record TableShape(
        ManifestTable archived,
        List<Column> columns,
        List<String> origins,
        List<String> key,
        List<RowChange> changes,
        Set<String> filled,
        boolean resorted) {

    /** Of a column that no archived column became. */
    static final String MADE = "";

    TableShape {
        columns = List.copyOf(columns);
        origins = List.copyOf(origins);
        key = List.copyOf(key);
        changes = List.copyOf(changes);
        filled = Set.copyOf(filled);
    }

    static TableShape of(ManifestTable table) {
        return new TableShape(
                table, table.columns(), table.columnNames(), table.keyColumns(), List.of(), Set.of(), false);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    long rows() {
        return archived.content().rows();
    }

    /** Its column of that name, in any case if in no other way. */
    Optional<Column> find(String name) {
        return Spelling.of(name, names()).map(found -> columns.get(names().indexOf(found)));
    }

    int position(String name) {
        return names().indexOf(name);
    }

    /** Whether its key is the archived one, column by column, and no change has made its values anew. */
    boolean keepsKeys() {
        return !resorted
                && key.stream()
                        .map(name -> columns.get(position(name)))
                        .map(Column::type)
                        .toList()
                        .equals(archived.keyColumns().stream()
                                .map(name -> archived.columns()
                                        .get(archived.columnNames().indexOf(name)))
                                .map(Column::type)
                                .toList())
                && key.stream()
                        .map(name -> origins.get(position(name)))
                        .toList()
                        .equals(archived.keyColumns());
    }

    /** What an archived column is called now, if it is still there. */
    Optional<String> nowCalled(String archivedColumn) {
        int position = origins.indexOf(archivedColumn);
        return position < 0
                ? Optional.empty()
                : Optional.of(columns.get(position).name());
    }

    TableShape renamed(String column, String to) {
        int position = position(column);
        List<Column> others = new ArrayList<>(columns);
        others.set(position, called(columns.get(position), to));
        Set<String> stillFilled = new HashSet<>(filled);
        if (stillFilled.remove(column)) {
            stillFilled.add(to);
        }
        List<String> keys =
                key.stream().map(name -> name.equals(column) ? to : name).toList();
        return new TableShape(archived, others, origins, keys, changes, stillFilled, resorted);
    }

    private static Column called(Column column, String name) {
        return Column.of(name, column.type(), column.form(), column.nullable());
    }

    /** With one more column, behind all others. */
    TableShape with(Column column, RowChange appending) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        List<String> known = new ArrayList<>(origins);
        known.add(MADE);
        return new TableShape(archived, more, known, key, and(appending), filled, resorted);
    }

    TableShape filling(String column) {
        Set<String> more = new HashSet<>(filled);
        more.add(column);
        return new TableShape(archived, columns, origins, key, changes, more, resorted);
    }

    /** With other values in a column that keeps its name. */
    TableShape changed(Column column, RowChange change) {
        List<Column> others = new ArrayList<>(columns);
        others.set(position(column.name()), column);
        return new TableShape(archived, others, origins, key, and(change), filled, resorted);
    }

    TableShape without(String column) {
        int gone = position(column);
        List<Column> rest = new ArrayList<>(columns);
        rest.remove(gone);
        List<String> known = new ArrayList<>(origins);
        known.remove(gone);
        int[] kept = IntStream.range(0, columns.size())
                .filter(position -> position != gone)
                .toArray();
        List<String> keys = key.stream().filter(name -> !name.equals(column)).toList();
        return new TableShape(archived, rest, known, keys, and(row -> row.only(kept)), filled, resorted);
    }

    TableShape keyedBy(List<String> names) {
        return new TableShape(archived, columns, origins, names, changes, filled, true);
    }

    private List<RowChange> and(RowChange change) {
        List<RowChange> more = new ArrayList<>(changes);
        more.add(change);
        return more;
    }

    /** Archived rows as they are after all changes, in the archive's order. */
    RowStream over(RowStream rows) {
        return changes.isEmpty() && rows.columns().equals(names()) ? rows : new ChangedRows(rows, names(), changes);
    }
}
