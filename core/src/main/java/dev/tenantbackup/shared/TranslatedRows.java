// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.extract.ReorderedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source's rows with references to shared rows as they are here, in the key order that follows from it. */
public final class TranslatedRows implements RowSource {

    private final RowSource source;
    private final Catalog catalog;
    private final SharedMatch match;

    private TranslatedRows(RowSource source, Catalog catalog, SharedMatch match) {
        this.source = source;
        this.catalog = catalog;
        this.match = match;
    }

    /** The source itself if every shared row has the values here that it had there. */
    public static RowSource of(RowSource source, Catalog catalog, SharedMatch match) {
        return match.moved().isEmpty() ? source : new TranslatedRows(source, catalog, match);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Set<TableName> tables() {
        return source.tables();
    }

    @Override
    public List<String> columns(TableName table) {
        return source.columns(table);
    }

    @Override
    public long count(TableName table) {
        return source.count(table);
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return source.lastKey(table);
    }

    @Override
    public RowStream rows(TableName name) {
        Optional<ReferenceTranslation> translation = translation(name);
        return translation.isEmpty()
                ? source.rows(name)
                : inOrder(
                        catalog.table(name),
                        translation.get().positions(),
                        new Translated(source.rows(name), translation.get()));
    }

    @Override
    public boolean isApart() {
        return source.isApart();
    }

    @Override
    public Optional<KnownBlocks> blocks(TableName name) {
        return translation(name).isEmpty() ? source.blocks(name) : Optional.empty();
    }

    /** What changes in a table's rows; empty if nothing does. */
    private Optional<ReferenceTranslation> translation(TableName name) {
        return catalog.find(name)
                .map(table -> new ReferenceTranslation(
                        table, source.columns(name), match.moved().keySet(), match::moved, match.held()))
                .filter(translation -> !translation.isEmpty());
    }

    /** The rows in key order; the stream itself if no value of the key may have changed. */
    private static RowStream inOrder(CatalogTable table, Set<Integer> changed, RowStream rows) {
        boolean isKeyed = !table.schema().keyColumns().isEmpty();
        List<String> names = isKeyed ? table.schema().keyColumns() : rows.columns();
        List<Integer> key = names.stream().map(rows.columns()::indexOf).toList();
        List<Boolean> numeric = names.stream()
                .map(column -> isKeyed && table.schema().column(column).form() == ValueForm.NUMBER)
                .toList();
        int same = 0;
        while (same < key.size() && !changed.contains(key.get(same))) {
            same++;
        }
        return same == key.size()
                ? rows
                : new ReorderedRows(
                        rows,
                        KeyOrder.of(key.subList(0, same), numeric.subList(0, same)),
                        KeyOrder.of(key, numeric),
                        () -> Problem.of("More than " + ReorderedRows.MOST_HELD + " rows of table '" + table.name()
                                        + "' would have to be put into another order, because keys of shared rows are"
                                        + " others here and its own key begins with them.")
                                .withTable(table.name())
                                .withHint("give the shared rows the keys here that they have in the backup."));
    }

    private record Translated(RowStream rows, ReferenceTranslation translation) implements RowStream {

        @Override
        public List<String> columns() {
            return rows.columns();
        }

        @Override
        public @Nullable Row next() {
            Row row = rows.next();
            return row == null ? null : translation.translate(row);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
