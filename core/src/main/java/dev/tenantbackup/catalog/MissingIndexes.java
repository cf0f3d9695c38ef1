// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Indexes by which a tenant's rows would be found, and that are not there. An index counts if it begins with the columns; one
 * over some rows only or over an expression does not.
 */
final class MissingIndexes {

    private static final String TO_THE_TENANT =
            ", which leads to the tenant: its rows are found by reading all tenants' rows.";

    private final SchemaIndex schema;
    private final CreateIndex statement;
    private final SchemaProbe probe;
    private final @Nullable RootTable root;

    MissingIndexes(SchemaIndex schema, SchemaProbe probe, @Nullable RootTable root) {
        this.schema = schema;
        this.statement = CreateIndex.on(schema.schema().product());
        this.probe = probe;
        this.root = root;
    }

    /** One finding for each index that is missing, whatever it is wanted for. */
    List<Finding> of(List<CatalogTable> tables) {
        Map<TableName, CatalogTable> byName =
                tables.stream().collect(Collectors.toMap(CatalogTable::name, Function.identity()));
        List<Finding> findings = new ArrayList<>();
        for (CatalogTable table : tables) {
            if (table.isOwned()) {
                wanted(table, byName).forEach((columns, purpose) -> {
                    if (!table.schema().isIndexed(columns)) {
                        findings.add(missing(table.schema(), columns, purpose));
                    }
                });
            }
        }
        return findings;
    }

    /** Columns that rows of the table are looked up by, and the end of the sentence that says what for. */
    private Map<List<String>, String> wanted(CatalogTable table, Map<TableName, CatalogTable> tables) {
        Map<List<String>, String> wanted = new LinkedHashMap<>();
        if (table.ownership() instanceof Ownership.ByColumn byColumn) {
            wanted.put(List.of(byColumn.column()), TO_THE_TENANT);
        }
        table.ownership().chains().forEach(chain -> wanted.putIfAbsent(columns(table, chain), TO_THE_TENANT));
        for (Reference reference : table.references()) {
            CatalogTable parent = tables.get(reference.parent());
            if (parent != null && parent.isOwned() && isSearched(reference)) {
                wanted.putIfAbsent(
                        columns(table, reference),
                        ", by which rows are found that refer to '" + reference.parent()
                                + "': all tenants' rows are read instead.");
            }
        }
        return wanted;
    }

    /** Those of a reference; with the kind of its parent before them, unless an index on them alone is there. */
    private static List<String> columns(CatalogTable table, Reference reference) {
        Optional<Reference.Condition> when = reference.condition();
        if (when.isEmpty() || table.schema().isIndexed(reference.columns())) {
            return reference.columns();
        }
        List<String> columns = new ArrayList<>(List.of(when.get().column()));
        columns.addAll(reference.columns());
        return columns;
    }

    /** Where both sides are of another kind, values are compared by their texts, of which an index knows nothing. */
    private boolean isSearched(Reference reference) {
        TableSchema child = schema.table(reference.table());
        TableSchema parent = schema.table(reference.parent());
        for (int i = 0; i < reference.columns().size(); i++) {
            if (child.column(reference.columns().get(i)).form()
                    != parent.column(reference.parentColumns().get(i)).form()) {
                return false;
            }
        }
        return true;
    }

    private Finding missing(TableSchema table, List<String> columns, String purpose) {
        return Finding.of(
                Finding.Kind.NO_INDEX,
                table.name(),
                "No index of table '" + table.name() + "' begins with " + String.join(", ", columns) + purpose
                        + rows(probe.rows(table.name())),
                statement.of(table.name(), columns));
    }

    /** What is read, and what would be. */
    private String rows(OptionalLong rows) {
        if (rows.isEmpty()) {
            return "";
        }
        String read = " Of these there are about " + rows.getAsLong();
        OptionalLong tenants = root == null ? OptionalLong.empty() : probe.rows(root.table());
        return tenants.isEmpty() || tenants.getAsLong() == 0
                ? read + "."
                : read + ", of which a tenant has " + Math.round(1.0 * rows.getAsLong() / tenants.getAsLong())
                        + " on average.";
    }
}
