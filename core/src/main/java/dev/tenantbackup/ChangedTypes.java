// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for archived values that a column can't hold any more because its type has changed. Reads the rows of a table in
 * which a type has changed, and of no other.
 */
final class ChangedTypes {

    private static final int SAMPLES = 10;

    private final CatalogTable live;
    private final RowSource source;
    private final Map<Column, Misfits> misfits = new LinkedHashMap<>();

    private ChangedTypes(CatalogTable live, RowSource source) {
        this.live = live;
        this.source = source;
    }

    /** Looks, if there is anything to look for. Rows of a queue never come back, whatever they hold. */
    static ChangedTypes of(CatalogTable live, RowSource source) {
        ChangedTypes types = new ChangedTypes(live, source);
        List<String> columns = source.columns(live.name());
        Map<Column, Integer> changed = new LinkedHashMap<>();
        for (Column column : live.schema().storedColumns()) {
            boolean isOther = source.type(live.name(), column.name())
                    .filter(type -> !type.equals(column.type()))
                    .isPresent();
            if (isOther && columns.contains(column.name())) {
                changed.put(column, columns.indexOf(column.name()));
            }
        }
        if (!changed.isEmpty() && live.rule() != TableRule.QUEUE) {
            types.look(changed, columns);
        }
        return types;
    }

    private void look(Map<Column, Integer> changed, List<String> columns) {
        try (RowStream rows = source.rows(live.name())) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                for (Map.Entry<Column, Integer> column : changed.entrySet()) {
                    String value = row.value(column.getValue());
                    if (value != null && !column.getKey().holds(value)) {
                        misfits.computeIfAbsent(column.getKey(), found -> new Misfits())
                                .add(key(row, columns));
                    }
                }
            }
        }
    }

    private @Nullable RowKey key(Row row, List<String> columns) {
        List<String> names = live.schema().keyColumns();
        if (names.isEmpty() || !columns.containsAll(names)) {
            return null;
        }
        List<@Nullable String> values = new ArrayList<>();
        names.forEach(name -> values.add(row.value(columns.indexOf(name))));
        return new RowKey(names, values);
    }

    /** The columns with values that don't fit. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        misfits.keySet().forEach(column -> columns.add(column.name()));
        return columns;
    }

    /** One conflict for each of these columns. */
    List<Conflict> conflicts() {
        List<Conflict> conflicts = new ArrayList<>();
        misfits.forEach((column, found) -> conflicts.add(new Conflict(
                Conflict.Kind.SCHEMA,
                live.name(),
                "Column '" + column.name() + "' of table '" + live.name() + "' was "
                        + source.type(live.name(), column.name()).orElse("of another type")
                        + " in the backup and is " + column.type() + " now, which can't hold " + found.count
                        + " of the archived values exactly.",
                "give the column its former type for the time of the restore, or name the tables to restore.",
                found.count,
                found.samples,
                List.of())));
        return conflicts;
    }

    /** Rows that don't fit, by one column. */
    private static final class Misfits {

        private final List<RowKey> samples = new ArrayList<>();
        private long count;

        void add(@Nullable RowKey key) {
            count++;
            if (key != null && samples.size() < SAMPLES) {
                samples.add(key);
            }
        }
    }
}
