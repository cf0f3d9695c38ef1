// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch;
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
        Optional<CatalogTable> table = catalog.find(name);
        if (table.isEmpty()) {
            return source.rows(name);
        }
        ReferenceTranslation translation = new ReferenceTranslation(
                table.get(), source.columns(name), match.moved().keySet(), match::moved, match.held());
        return translation.isEmpty()
                ? source.rows(name)
                : ReorderedRows.of(
                        table.get(), translation.positions(), new Translated(source.rows(name), translation));
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
