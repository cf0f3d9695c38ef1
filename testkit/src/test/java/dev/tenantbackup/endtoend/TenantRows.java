// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All rows of one tenant, in memory.
 *
 * @param tables per owned table its rows, each a map of column to canonical text or null
 */
record TenantRows(Map<TableName, List<Map<String, String>>> tables) {

    static TenantRows of(TenantDatabase database, Catalog catalog, TenantId tenant) {
        Map<TableName, List<Map<String, String>>> tables = new TreeMap<>();
        try (TenantReader reader = database.reader(catalog)) {
            for (CatalogTable table : catalog.ownedTables()) {
                try (RowStream rows = reader.rows(table.name(), tenant)) {
                    tables.put(table.name(), all(rows));
                }
            }
        }
        return new TenantRows(tables);
    }

    private static List<Map<String, String>> all(RowStream rows) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                values.put(rows.columns().get(i), row.value(i));
            }
            all.add(values);
        }
        return all;
    }

    List<Map<String, String>> of(TableName table) {
        return tables.getOrDefault(table, List.of());
    }

    /** The rows of a table by their keys; the table has one. */
    Map<List<String>, Map<String, String>> byKey(CatalogTable table) {
        Map<List<String>, Map<String, String>> byKey = new LinkedHashMap<>();
        for (Map<String, String> row : of(table.name())) {
            byKey.put(values(row, table.schema().keyColumns()), row);
        }
        return byKey;
    }

    /** The values of one column, without null. */
    TreeSet<String> values(TableName table, String column) {
        TreeSet<String> values = new TreeSet<>();
        for (Map<String, String> row : of(table)) {
            String value = row.get(column);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    static List<String> values(Map<String, String> row, List<String> columns) {
        List<String> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return values;
    }
}
