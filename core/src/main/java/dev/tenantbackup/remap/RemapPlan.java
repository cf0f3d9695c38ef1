// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which columns get new values when a tenant's rows are loaded with new keys.
 *
 * @param domains every set of values that gets new ones
 * @param rewrites by table and column; a column that is not listed keeps its values
 */
public record RemapPlan(List<KeyDomain> domains, Map<TableName, Map<String, ColumnRewrite>> rewrites) {

    /** Nothing changes: rows keep their keys. */
    public static final RemapPlan NONE = new RemapPlan(List.of(), Map.of());

    public RemapPlan {
        domains = List.copyOf(domains);
        Map<TableName, Map<String, ColumnRewrite>> copy = new TreeMap<>();
        rewrites.forEach((table, columns) -> copy.put(table, Collections.unmodifiableMap(new TreeMap<>(columns))));
        rewrites = Collections.unmodifiableMap(copy);
    }

    public boolean isEmpty() {
        return domains.isEmpty() && rewrites.isEmpty();
    }

    /** A plan in which one column more is rewritten, or one otherwise. */
    public RemapPlan with(TableName table, String column, ColumnRewrite rewrite) {
        Map<TableName, Map<String, ColumnRewrite>> copy = new TreeMap<>(rewrites);
        Map<String, ColumnRewrite> columns = new TreeMap<>(of(table));
        columns.put(column, rewrite);
        copy.put(table, columns);
        return new RemapPlan(domains, copy);
    }

    /** A plan in which a column keeps its values. */
    public RemapPlan without(TableName table, String column) {
        Map<TableName, Map<String, ColumnRewrite>> copy = new TreeMap<>(rewrites);
        Map<String, ColumnRewrite> columns = new TreeMap<>(of(table));
        columns.remove(column);
        copy.put(table, columns);
        return new RemapPlan(domains, copy);
    }

    /** The rewrites of a table, by column. */
    public Map<String, ColumnRewrite> of(TableName table) {
        return rewrites.getOrDefault(table, Map.of());
    }

    /** The domain that is born in this column. */
    public Optional<KeyDomain> bornIn(TableName table, String column) {
        return domains.stream()
                .filter(domain ->
                        domain.table().equals(table) && domain.column().equals(column))
                .findFirst();
    }

    /** The domains that are born in a table. */
    public List<KeyDomain> bornIn(TableName table) {
        return domains.stream().filter(domain -> domain.table().equals(table)).toList();
    }
}
