// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.CloneResult;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Holds a clone's rows against its source's, row by row, by the map of keys that the clone returned. */
final class KeyMapCheck {

    private final PlatformUnderTest platform;
    private final Map<TableName, Map<String, String>> keys;

    private KeyMapCheck(PlatformUnderTest platform, CloneResult clone) {
        this.platform = platform;
        this.keys = clone.keys();
    }

    static void assertLeadsToTheClone(PlatformUnderTest platform, CloneResult clone) {
        KeyMapCheck check = new KeyMapCheck(platform, clone);
        TenantRows source = platform.rows(clone.source());
        TenantRows copy = platform.rows(clone.tenant());
        for (CatalogTable table : platform.catalog.ownedTables()) {
            if (table.rule() != TableRule.QUEUE) {
                check.compare(table, source.of(table.name()), copy.of(table.name()));
            }
        }
    }

    private void compare(CatalogTable table, List<Map<String, String>> source, List<Map<String, String>> copy) {
        Identities identities = Identities.of(platform, table);
        List<String> compared = new ArrayList<>(identities.plain());
        identities.links().forEach(link -> compared.addAll(link.columns()));
        table.schema().keyColumns().stream()
                .filter(column -> !compared.contains(column))
                .forEach(compared::add);
        List<List<Object>> expected = new ArrayList<>();
        for (Map<String, String> row : source) {
            expected.add(mapped(table, row, compared));
        }
        List<List<Object>> found = new ArrayList<>();
        for (Map<String, String> row : copy) {
            List<Object> values = new ArrayList<>(TenantRows.values(row, compared));
            documents(table).forEach((column, paths) -> values.add(parsed(row.get(column), same(paths))));
            found.add(values);
        }
        assertThat(found).as("rows of %s", table.name()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<Object> mapped(CatalogTable table, Map<String, String> row, List<String> columns) {
        List<Object> values = new ArrayList<>();
        for (String column : columns) {
            values.add(newValue(table, row, column));
        }
        documents(table).forEach((column, paths) -> values.add(parsed(row.get(column), paths)));
        return values;
    }

    private static Map<String, UnaryOperator<String>> same(Map<String, UnaryOperator<String>> paths) {
        Map<String, UnaryOperator<String>> same = new HashMap<>();
        paths.keySet().forEach(path -> same.put(path, UnaryOperator.identity()));
        return same;
    }

    private static String parsed(String document, Map<String, UnaryOperator<String>> paths) {
        return document == null ? "NULL" : DocumentIds.replaced(document, paths).replace("\"", "");
    }

    private Map<String, Map<String, UnaryOperator<String>>> documents(CatalogTable table) {
        Map<String, Map<String, UnaryOperator<String>>> columns = new TreeMap<>();
        for (JsonReference json : table.jsonReferences()) {
            columns.computeIfAbsent(json.column(), any -> new HashMap<>())
                    .put(json.path(), id -> key(json.parent(), id));
        }
        return columns;
    }

    /** What a column must hold in the clone: the new key of the row that it leads to, through further references if need be. */
    private String newValue(CatalogTable table, Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            return null;
        }
        for (Reference link : Identities.of(platform, table).links()) {
            if (link.columns().contains(column) && Identities.speaks(link, row)) {
                CatalogTable parent = platform.catalog.table(link.parent());
                String parentColumn = link.parentColumns().get(link.columns().indexOf(column));
                return newValue(parent, Map.of(parentColumn, value), parentColumn);
            }
        }
        boolean isKey = table.schema().keyColumns().equals(List.of(column));
        return isKey ? key(table.name(), value) : value;
    }

    private String key(TableName table, String old) {
        assertThat(keys).containsKey(table);
        return keys.get(table).get(old);
    }
}
