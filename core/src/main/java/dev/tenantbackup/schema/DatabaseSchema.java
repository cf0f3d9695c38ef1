// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import dev.tenantbackup.model.TableName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything an adapter knows of a live schema.
 *
 * @param product the database product, for people: {@code PostgreSQL}
 * @param version its version, for people
 * @param tables every base table in scope, in the order of their names; no views, no partitions beside their parent
 */
public record DatabaseSchema(String product, String version, List<TableSchema> tables) {

    public DatabaseSchema {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
        tables = tables.stream().sorted(Comparator.comparing(TableSchema::name)).toList();
        Map<TableName, TableSchema> names = new LinkedHashMap<>();
        for (TableSchema table : tables) {
            if (names.put(table.name(), table) != null) {
                throw new IllegalArgumentException("table " + table.name() + " is listed twice");
            }
        }
    }

    public Optional<TableSchema> find(TableName table) {
        return tables.stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst();
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TableSchema table(TableName table) {
        return find(table).orElseThrow(() -> new IllegalArgumentException("there is no table '" + table + "'"));
    }
}
