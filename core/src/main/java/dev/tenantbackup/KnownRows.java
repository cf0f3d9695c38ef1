// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of a source without its rows: tables, columns and counts, as they were when they were looked at. */
final class KnownRows implements RowSource {

    private final String name;
    private final Map<TableName, List<String>> columns = new TreeMap<>();
    private final Map<TableName, Long> counts = new TreeMap<>();

    private KnownRows(RowSource source) {
        this.name = source.name();
        for (TableName table : source.tables()) {
            columns.put(table, List.copyOf(source.columns(table)));
            counts.put(table, source.count(table));
        }
    }

    /** Looks at a source, which is not needed afterwards. */
    static KnownRows of(RowSource source) {
        return new KnownRows(source);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<TableName> tables() {
        return columns.keySet();
    }

    @Override
    public List<String> columns(TableName table) {
        return columns.getOrDefault(table, List.of());
    }

    @Override
    public long count(TableName table) {
        return counts.getOrDefault(table, 0L);
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return Optional.empty();
    }

    @Override
    public RowStream rows(TableName table) {
        throw new IllegalStateException("the rows of " + name + " are read inside the transaction only");
    }
}
