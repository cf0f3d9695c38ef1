// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalog as a Mermaid flow chart: solid arrows lead to the owner, dotted ones to shared tables. */
final class MermaidRendering {

    private final Catalog catalog;
    private final Map<TableName, String> ids = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    MermaidRendering(Catalog catalog) {
        this.catalog = catalog;
    }

    String render() {
        out.append("flowchart LR\n");
        catalog.tables().forEach(table -> node(table.name(), styleOf(table.ownership())));
        catalog.unclassified().keySet().forEach(table -> node(table, "unclassified"));
        Set<String> arrows = new LinkedHashSet<>();
        for (CatalogTable table : catalog.ownedTables()) {
            arrows.addAll(arrows(table));
        }
        arrows.forEach(arrow -> out.append("  ").append(arrow).append('\n'));
        out.append("  classDef root fill:#1f6feb,stroke:#0b3d91,color:#ffffff\n")
                .append("  classDef owned fill:#ddf4ff,stroke:#1f6feb,color:#0a3069\n")
                .append("  classDef shared fill:#dafbe1,stroke:#2da44e,color:#044f1e\n")
                .append("  classDef excluded fill:#f6f8fa,stroke:#8c959f,color:#57606a,stroke-dasharray:4 3\n")
                .append("  classDef unclassified fill:#ffebe9,stroke:#cf222e,color:#82071e\n");
        return out.toString();
    }

    private void node(TableName table, String style) {
        String id = "t" + ids.size();
        ids.put(table, id);
        out.append("  ")
                .append(id)
                .append("[\"")
                .append(escaped(table.toString()))
                .append("\"]:::")
                .append(style)
                .append('\n');
    }

    private static String styleOf(Ownership ownership) {
        if (ownership instanceof Ownership.Root) {
            return "root";
        }
        return ownership.isOwned() ? "owned" : ownership.kind();
    }

    private Set<String> arrows(CatalogTable table) {
        Set<String> arrows = new LinkedHashSet<>();
        Ownership ownership = table.ownership();
        if (ownership instanceof Ownership.ByColumn byColumn) {
            catalog.root()
                    .ifPresent(root -> arrow(table.name(), "-->", byColumn.column(), root.table())
                            .ifPresent(arrows::add));
        }
        if (ownership instanceof Ownership.ByPredicate) {
            catalog.root()
                    .flatMap(root -> arrow(table.name(), "-->", "condition", root.table()))
                    .ifPresent(arrows::add);
        }
        ownership
                .chains()
                .forEach(chain ->
                        arrow(table.name(), "-->", label(chain), chain.parent()).ifPresent(arrows::add));
        if (ownership instanceof Ownership.ReferredTo referredTo) {
            referredTo
                    .referrers()
                    .forEach(referrer -> arrow(table.name(), "-->", "pointed at", referrer.table())
                            .ifPresent(arrows::add));
        }
        for (Reference reference : table.references()) {
            boolean shared = catalog.find(reference.parent())
                    .filter(parent -> parent.ownership() instanceof Ownership.Shared)
                    .isPresent();
            if (shared) {
                arrow(table.name(), "-.->", label(reference), reference.parent())
                        .ifPresent(arrows::add);
            }
        }
        return arrows;
    }

    private Optional<String> arrow(TableName from, String shape, String label, TableName to) {
        List<String> ends = List.of(ids.getOrDefault(from, ""), ids.getOrDefault(to, ""));
        return ends.contains("")
                ? Optional.empty()
                : Optional.of(ends.get(0) + " " + shape + "|\"" + escaped(label) + "\"| " + ends.get(1));
    }

    private static String label(Reference reference) {
        return String.join(", ", reference.columns())
                + reference.condition().map(when -> " = " + when.value()).orElse("");
    }

    /** Mermaid reads its own entities where HTML's would end a label. */
    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
