// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import java.util.Optional;
import java.util.stream.Stream;

/** What matters to a reader when a schema is no longer what its catalog was made for. */
final class SchemaChange {

    private final Catalog catalog;
    private final DatabaseSchema now;

    private SchemaChange(Catalog catalog, DatabaseSchema now) {
        this.catalog = catalog;
        this.now = now;
    }

    /**
     * The first table that is new, gone, or has other columns or another key. What is excluded may be altered: nobody
     * reads it.
     */
    static Optional<TableName> firstBetween(Catalog catalog, DatabaseSchema now) {
        SchemaChange change = new SchemaChange(catalog, now);
        return Stream.concat(change.missing(), Stream.concat(change.added(), change.altered()))
                .findFirst();
    }

    private Stream<TableName> missing() {
        return catalog.tables().stream()
                .map(CatalogTable::name)
                .filter(name -> now.find(name).isEmpty());
    }

    private Stream<TableName> added() {
        return now.tables().stream()
                .map(TableSchema::name)
                .filter(name -> catalog.schema().find(name).isEmpty());
    }

    private Stream<TableName> altered() {
        return catalog.tables().stream()
                .filter(table -> table.isOwned() || table.ownership() instanceof Ownership.Shared)
                .map(CatalogTable::schema)
                .filter(before -> now.find(before.name())
                        .filter(after -> !isReadAlike(before, after))
                        .isPresent())
                .map(TableSchema::name);
    }

    private static boolean isReadAlike(TableSchema before, TableSchema after) {
        return before.columns().equals(after.columns()) && before.keyColumns().equals(after.keyColumns());
    }
}
