// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.remap.IdFinder;
import dev.tenantbackup.remap.IdPlace;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The shared rows that ids inside documents name, and those that they refer to in turn: a reader can't follow what no
 * column holds. Takes the ids down while rows pass by, then looks the rows up. Holds in memory the distinct ids and the
 * rows found by them. For one export and one thread.
 */
final class DocumentedSharedRows {

    private static final int BATCH = 500;

    /** A number's canonical text, no longer than that of any key. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,200}(\\.[0-9]{1,200})?");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");

    private final Catalog catalog;
    private final Map<Side, Set<Row>> named = new HashMap<>();
    private final Map<Side, Set<Row>> notLookedUp = new LinkedHashMap<>();
    private final Map<TableName, TreeSet<Row>> found = new HashMap<>();

    DocumentedSharedRows(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Takes down what the documents of a table's rows name. The rows have all stored columns. */
    Consumer<Row> collector(CatalogTable table) {
        List<Lead> documents = documents(table);
        return row -> follow(documents, row);
    }

    /**
     * Looks up all that was named. Call it once, after the last row was collected.
     *
     * @param reader of the view that the rows came from, with no stream open
     */
    void find(TenantReader reader, TenantId tenant, Cancellation cancellation) {
        for (CatalogTable table : catalog.tables()) {
            if (isShared(table.name()) && !documents(table).isEmpty()) {
                try (RowStream rows = reader.sharedRows(table.name(), tenant)) {
                    Consumer<Row> collector = collector(table);
                    for (Row row = rows.next(); row != null; row = rows.next()) {
                        collector.accept(row);
                    }
                }
            }
        }
        while (!notLookedUp.isEmpty()) {
            cancellation.throwIfRequested();
            find(reader, nextBatch());
        }
    }

    private Batch nextBatch() {
        Side side = notLookedUp.keySet().iterator().next();
        Set<Row> waiting = notLookedUp.getOrDefault(side, Set.of());
        List<Row> batch = waiting.stream().limit(BATCH).toList();
        if (batch.size() == waiting.size()) {
            notLookedUp.remove(side);
        } else {
            batch.forEach(waiting::remove);
        }
        return new Batch(side, batch);
    }

    private void find(TenantReader reader, Batch batch) {
        CatalogTable table = catalog.table(batch.side().table());
        List<Lead> leads = new ArrayList<>(documents(table));
        leads.addAll(references(table));
        for (Row row : reader.sharedRows(table.name(), batch.side().columns(), batch.values())) {
            if (found.computeIfAbsent(table.name(), name -> new TreeSet<>(order(table.schema())))
                    .add(row)) {
                follow(leads, row);
            }
        }
    }

    /**
     * The rows of a shared table with those found here among them: in key order, each once.
     *
     * @param rows in key order, with all stored columns; closed with the result
     */
    RowStream among(CatalogTable table, RowStream rows) {
        TreeSet<Row> more = found.get(table.name());
        return more == null ? rows : new MergedRows(rows, more, order(table.schema()));
    }

    private static KeyOrder order(TableSchema table) {
        List<String> columns = table.storedColumnNames();
        List<String> key = table.keyColumns().isEmpty() ? columns : table.keyColumns();
        return KeyOrder.of(
                key.stream().map(columns::indexOf).toList(),
                key.stream()
                        .map(column -> !table.keyColumns().isEmpty()
                                && table.column(column).form() == ValueForm.NUMBER)
                        .toList());
    }

    private void follow(List<Lead> leads, Row row) {
        for (Lead lead : leads) {
            for (Row values : lead.values().apply(row)) {
                if (named.computeIfAbsent(lead.side(), side -> new HashSet<>()).add(values)) {
                    notLookedUp
                            .computeIfAbsent(lead.side(), side -> new LinkedHashSet<>())
                            .add(values);
                }
            }
        }
    }

    private List<Lead> documents(CatalogTable table) {
        List<String> columns = table.schema().storedColumnNames();
        List<Lead> leads = new ArrayList<>();
        for (JsonReference reference : table.jsonReferences()) {
            int position = columns.indexOf(reference.column());
            if (position >= 0 && leadsToShared(table, reference.parent())) {
                Column id = catalog.table(reference.parent()).schema().column(reference.parentColumn());
                IdFinder finder = new IdFinder(List.of(IdPlace.parse(reference.path())));
                leads.add(new Lead(
                        new Side(reference.parent(), List.of(id.name())),
                        row -> ids(finder, Optional.ofNullable(row.value(position)), id)));
            }
        }
        return leads;
    }

    private List<Lead> references(CatalogTable table) {
        List<String> columns = table.schema().storedColumnNames();
        List<Lead> leads = new ArrayList<>();
        for (Reference reference : table.references()) {
            if (leadsToShared(table, reference.parent()) && ReferringValues.canBeReadFrom(reference, columns)) {
                ReferringValues values = new ReferringValues(reference, columns);
                leads.add(new Lead(
                        Side.of(reference), row -> values.of(row).map(Set::of).orElse(Set.of())));
            }
        }
        return leads;
    }

    /** As of a reader, references of a table to itself aren't followed. */
    private boolean leadsToShared(CatalogTable table, TableName parent) {
        return isShared(parent) && !parent.equals(table.name());
    }

    private boolean isShared(TableName table) {
        return catalog.find(table)
                .filter(found -> found.ownership() instanceof Ownership.Shared)
                .isPresent();
    }

    private static Set<Row> ids(IdFinder finder, Optional<String> document, Column id) {
        Set<Row> ids = new HashSet<>();
        try {
            document.map(finder::ids)
                    .ifPresent(places -> places.values()
                            .forEach(texts -> texts.stream()
                                    .filter(text -> couldBe(id, text))
                                    .forEach(text -> ids.add(Row.of(text)))));
        } catch (IllegalArgumentException notJson) {
            return Set.of(); // names nothing; that the text is archived as it is matters more
        }
        return ids;
    }

    /** Whether it makes sense to ask a database for a value: a document can hold any text where an id is expected. */
    private static boolean couldBe(Column column, String text) {
        return switch (column.form()) {
            case NUMBER -> NUMBER.matcher(text).matches();
            case BINARY -> text.length() % 2 == 0 && HEX.matcher(text).matches();
            case TEXT -> text.indexOf('\0') < 0;
            case BOOLEAN, UUID -> true;
            case JSON, UNSUPPORTED -> false;
        };
    }

    /**
     * A way from rows to a shared table.
     *
     * @param values what a row names by it
     */
    private record Lead(Side side, Function<Row, Set<Row>> values) {}

    private record Batch(Side side, List<Row> values) {}
}
