// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells whose each row is, by walking from row to row. */
final class Owners {

    private final RandomSchema schema;
    private final Contents contents;
    private final Map<List<Object>, Map<String, @Nullable String>> parents = new HashMap<>();
    private final Map<Map<String, @Nullable String>, Set<String>> known = new IdentityHashMap<>();

    Owners(RandomSchema schema, Contents contents) {
        this.schema = schema;
        this.contents = contents;
        for (RandomTable table : schema.tables()) {
            for (List<String> key : table.allKeys()) {
                contents.of(table.name())
                        .forEach(row -> parents.put(List.of(table.name(), key, RandomTable.values(row, key)), row));
            }
        }
    }

    /** The tenant's rows; the very maps of the contents. */
    Contents rowsOf(String tenant) {
        Map<String, List<Map<String, @Nullable String>>> own = new LinkedHashMap<>();
        for (RandomTable table : schema.tables()) {
            List<Map<String, @Nullable String>> rows = new ArrayList<>();
            for (Map<String, @Nullable String> row : contents.of(table.name())) {
                if (of(table, row).contains(tenant)) {
                    rows.add(row);
                }
            }
            own.put(table.name(), rows);
        }
        return new Contents(own);
    }

    /** The tenants that can claim a row: none of shared rows, and of rows that lead to no tenant. */
    Set<String> of(RandomTable table, Map<String, @Nullable String> row) {
        Set<String> owners = known.get(row);
        if (owners == null) {
            owners = find(table, row);
            known.put(row, owners);
        }
        return owners;
    }

    private Set<String> find(RandomTable table, Map<String, @Nullable String> row) {
        Owner owner = table.owner();
        if (owner instanceof Owner.Root root) {
            return single(row.get(root.key()));
        }
        if (owner instanceof Owner.ByColumn byColumn && row.get(byColumn.column()) != null) {
            return single(row.get(byColumn.column()));
        }
        if (owner instanceof Owner.ByReferrers) {
            return ofReferrers(table, row);
        }
        Set<String> owners = new TreeSet<>();
        for (RandomReference step : owner.steps()) {
            Map<String, @Nullable String> parent = target(step, row);
            if (parent != null) {
                owners.addAll(of(schema.table(step.parent()), parent));
            }
        }
        return owners;
    }

    private Set<String> ofReferrers(RandomTable table, Map<String, @Nullable String> row) {
        Set<String> owners = new TreeSet<>();
        for (RandomReference reference : schema.referencesTo(table.name())) {
            RandomTable referrer = schema.table(reference.table());
            for (Map<String, @Nullable String> referring : contents.of(referrer.name())) {
                if (target(reference, referring) == row) {
                    owners.addAll(of(referrer, referring));
                }
            }
        }
        return owners;
    }

    private static Set<String> single(@Nullable String tenant) {
        return tenant == null ? Set.of() : Set.of(tenant);
    }

    /** The row that a reference leads to; null if it says nothing or leads nowhere. */
    @Nullable
    Map<String, @Nullable String> target(RandomReference reference, Map<String, @Nullable String> row) {
        List<@Nullable String> values = RandomTable.values(row, reference.columns());
        return values.contains(null)
                ? null
                : parents.get(List.of(reference.parent(), parentKey(reference), inKeyOrder(reference, row)));
    }

    private List<String> parentKey(RandomReference reference) {
        return schema.table(reference.parent()).allKeys().stream()
                .filter(key ->
                        key.size() == reference.parentColumns().size() && key.containsAll(reference.parentColumns()))
                .findFirst()
                .orElseThrow();
    }

    private List<@Nullable String> inKeyOrder(RandomReference reference, Map<String, @Nullable String> row) {
        List<@Nullable String> values = new ArrayList<>();
        for (String column : parentKey(reference)) {
            values.add(row.get(reference.columns().get(reference.parentColumns().indexOf(column))));
        }
        return values;
    }
}
