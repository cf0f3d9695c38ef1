// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import dev.tenantbackup.catalog.Catalog;
import java.util.Objects;

/**
 * A catalog, rendered. All forms are complete and deterministic: the same catalog gives the same text.
 */
public final class CatalogReport {

    private final Catalog catalog;

    private CatalogReport(Catalog catalog) {
        this.catalog = Objects.requireNonNull(catalog, "catalog");
    }

    public static CatalogReport of(Catalog catalog) {
        return new CatalogReport(catalog);
    }

    /**
     * For people: a tree of the owned tables, each below the table that its rows are reached from, then shared, excluded
     * and unclassified tables, then the findings. Lines end with {@code \n}; boxes are drawn with Unicode characters.
     */
    public String text() {
        return new TextRendering(catalog).render();
    }

    /**
     * For programs: one JSON object with {@code product}, {@code version}, {@code schemaHead} where it is recorded, {@code complete}, {@code root}, {@code
     * tables}, {@code unclassified} and {@code findings}.
     */
    public String json() {
        return new JsonRendering(catalog).render();
    }

    /** For a page of documentation: a Mermaid flow chart in which arrows lead from rows to their owner. */
    public String mermaid() {
        return new MermaidRendering(catalog).render();
    }
}
