// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;

/** A schema and what is declared of it, which each test completes before it resolves them. */
abstract class CatalogScene {

    static final TableName ORDERS = TableName.of("orders");

    final CatalogDeclarations.Builder declarations =
            CatalogDeclarations.builder().tenantTable("restaurants");
    final SchemaBuilder schema =
            SchemaBuilder.schema().table("restaurants", table -> table.id().text("name"));

    Catalog resolve() {
        return DeclaredCatalog.of(declarations.build()).resolve(schema.build(), SchemaProbe.blind());
    }

    static List<String> chains(Catalog catalog, String table) {
        return catalog.table(TableName.of(table)).ownership().chains().stream()
                .map(Reference::toString)
                .toList();
    }

    static Proposal proposal(Catalog catalog, String table) {
        return catalog.unclassified().get(TableName.of(table)).orElseThrow();
    }

    static List<Finding.Kind> kinds(Catalog catalog) {
        return catalog.findings().stream().map(Finding::kind).toList();
    }
}
