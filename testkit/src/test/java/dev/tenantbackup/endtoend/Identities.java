// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.UniqueRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which columns of a table say who is who, and which are plain content that a copy must repeat: by the catalog
 * alone, without looking at how the library does it.
 *
 * @param links references to rows of tenants, each under its condition
 * @param renewed columns whose values a copy must have anew: keys of a single column, unique values with a rule
 * @param plain all other columns, but for those that triggers set
 */
record Identities(List<Reference> links, Set<String> renewed, List<String> plain) {

    static Identities of(PlatformUnderTest platform, CatalogTable table) {
        List<Reference> links = new ArrayList<>();
        Set<String> taken = new HashSet<>(table.triggerOwnedColumns());
        for (Reference reference : table.references()) {
            if (platform.catalog.table(reference.parent()).isOwned()) {
                links.add(reference);
                taken.addAll(reference.columns());
            }
        }
        table.jsonReferences().stream().map(JsonReference::column).forEach(taken::add);
        Set<String> renewed = new HashSet<>();
        List<String> key = table.schema().keyColumns();
        if (key.size() == 1 && !taken.contains(key.get(0))) {
            renewed.add(key.get(0));
        }
        table.uniqueRules().forEach((column, rule) -> {
            if (rule != UniqueRule.KEEP && !taken.contains(column)) {
                renewed.add(column);
            }
        });
        taken.addAll(renewed);
        if (table.ownership() instanceof Ownership.Root) {
            platform.catalog.root().orElseThrow().name().ifPresent(taken::add);
            platform.catalog.root().orElseThrow().flag().ifPresent(flag -> taken.add(flag.column()));
        }
        List<String> plain = table.schema().storedColumnNames().stream()
                .filter(column -> !taken.contains(column))
                .toList();
        return new Identities(links, renewed, plain);
    }

    /** Whether a reference says anything in a row. */
    static boolean speaks(Reference reference, Map<String, String> row) {
        boolean applies = reference
                .condition()
                .map(when -> when.value().equals(row.get(when.column())))
                .orElse(true);
        return applies
                && reference.columns().stream()
                        .allMatch(column ->
                                row.get(column) != null && !reference.none().contains(row.get(column)));
    }
}
