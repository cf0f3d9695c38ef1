// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Column names as declared, found in one table; each that isn't there is a problem. */
final class ColumnNames {

    private final TableSchema table;
    private final Problems problems;

    ColumnNames(TableSchema table, Problems problems) {
        this.table = table;
        this.problems = problems;
    }

    /** The column's name as the database spells it, or empty, and a problem. */
    Optional<String> bind(String column, String role) {
        Optional<String> found = SchemaIndex.find(table, column).map(Column::name);
        if (found.isEmpty()) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            problems.add(
                    table.name(),
                    "Table '" + table.name() + "' has no column '" + column + "', named as " + role + ".",
                    NearestName.suggestion(column, names).orElse("Its columns are " + String.join(", ", names) + "."));
        }
        return found;
    }

    @Nullable
    String bindOptional(@Nullable String column, String role) {
        return column == null ? null : bind(column, role).orElse(null);
    }

    /** All names, or empty if one of them isn't there: then each that isn't is a problem. */
    Optional<List<String>> bindAll(List<String> columns, String role) {
        List<String> bound = new ArrayList<>();
        columns.forEach(column -> bind(column, role).ifPresent(bound::add));
        return bound.size() == columns.size() ? Optional.of(bound) : Optional.empty();
    }
}
