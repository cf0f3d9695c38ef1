// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which rows point to which files, gathered while the rows pass by. Holds some hundred bytes per row that points to a
 * file.
 */
final class FilePointers {

    private final Map<String, List<Pointer>> byKey = new LinkedHashMap<>();

    /** Takes the rows of a table, with their values in the order of these columns. */
    Consumer<Row> collector(CatalogTable table, List<String> columns) {
        List<FileColumn> files = table.files().stream()
                .filter(file -> columns.contains(file.column()))
                .toList();
        return row -> files.forEach(file -> collect(table, file, columns, row));
    }

    private void collect(CatalogTable table, FileColumn file, List<String> columns, Row row) {
        String key = row.value(columns.indexOf(file.column()));
        if (key == null || key.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>(table.schema().keyColumns());
        if (!named.contains(file.column())) {
            named.add(file.column());
        }
        List<@Nullable String> values = new ArrayList<>();
        named.forEach(column -> values.add(row.value(columns.indexOf(column))));
        byKey.computeIfAbsent(key, text -> new ArrayList<>(1))
                .add(new Pointer(
                        table.name(),
                        file.column(),
                        new RowKey(named, values),
                        valueOf(file.bytesColumn(), columns, row),
                        valueOf(file.sha256Column(), columns, row)));
    }

    private static @Nullable String valueOf(@Nullable String column, List<String> columns, Row row) {
        int position = column == null ? -1 : columns.indexOf(column);
        return position < 0 ? null : row.value(position);
    }

    /** The rows that point to each file, by its key as the rows hold it, in the order in which they came. */
    Map<String, List<Pointer>> byKey() {
        return Collections.unmodifiableMap(byKey);
    }

    /**
     * One row that points to one file.
     *
     * @param row the row's key, and the file's
     * @param bytes the size that the row says; null if it says none
     * @param sha256 the digest that the row says, in hexadecimal; null if it says none
     */
    record Pointer(
            TableName table,
            String column,
            RowKey row,
            @Nullable String bytes,
            @Nullable String sha256) {}
}
