// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs of schemas without surprises. */
final class TestCatalogs {

    private TestCatalogs() {}

    static Catalog rootOnly(TestDatabase database, String root, String key) {
        return byColumn(database, root, key, "no such column");
    }

    /** One root, if any, and every other table owned by the same column. */
    static Catalog byColumn(TestDatabase database, @Nullable String root, @Nullable String key, String column) {
        return byColumn(database.tenantDatabase().schema(), root, key, column);
    }

    static Catalog byColumn(DatabaseSchema schema, @Nullable String root, @Nullable String key, String column) {
        List<CatalogTable> tables = schema.tables().stream()
                .map(table -> table(
                        table,
                        root != null && key != null && table.name().equals(TableName.of(root))
                                ? new Ownership.Root(key)
                                : new Ownership.ByColumn(column, List.of())))
                .toList();
        RootTable rootTable =
                root == null || key == null ? null : new RootTable(TableName.of(root), key, null, null, null);
        return new Catalog(schema, rootTable, tables, Map.of(), List.of());
    }

    private static CatalogTable table(TableSchema schema, Ownership ownership) {
        return new CatalogTable(
                schema, ownership, List.of(), List.of(), TableRule.REPLACE, Map.of(), Map.of(), Map.of());
    }
}
