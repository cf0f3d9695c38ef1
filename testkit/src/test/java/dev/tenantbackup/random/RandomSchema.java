// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Tables, parents first as far as they don't refer to each other in circles.
 *
 * @param tenantColumn the tenant column of all tables that have one
 * @param declaresAll whether the catalog says whose each table is, even where the schema proves it
 */
record RandomSchema(List<RandomTable> tables, String tenantColumn, RandomColumn tenantKey, boolean declaresAll) {

    RandomSchema {
        tables = List.copyOf(tables);
    }

    RandomTable table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The table of the tenants, if there is one. */
    Optional<RandomTable> root() {
        return tables.stream()
                .filter(table -> table.owner() instanceof Owner.Root)
                .findFirst();
    }

    /** All references to a table. */
    List<RandomReference> referencesTo(String parent) {
        return tables.stream()
                .flatMap(table -> table.references().stream())
                .filter(reference -> reference.parent().equals(parent))
                .toList();
    }

    /** Whether a copy of rows can be refused because of a unique value without a rule. */
    boolean hasStuckColumns() {
        return tables.stream()
                .flatMap(table -> table.columns().stream())
                .anyMatch(column -> column.copy() == RandomColumn.Copy.STUCK);
    }

    /** What a host would have to say of these tables. */
    CatalogDeclarations declarations() {
        CatalogDeclarations.Builder catalog = CatalogDeclarations.builder().tenantColumn(tenantColumn);
        root().ifPresent(root ->
                catalog.tenantTable(RootDeclaration.of(root.name()).withNameColumn("name")));
        for (RandomTable table : tables) {
            TableDeclaration.Builder declaration = TableDeclaration.builder(TableName.of(table.name()));
            declareOwner(table, declaration);
            for (RandomReference reference : table.references()) {
                if (!reference.enforced()) {
                    declaration.reference(ReferenceDeclaration.of(
                                    reference.columns(), TableName.of(reference.parent()), reference.parentColumns())
                            .named(reference.name()));
                }
            }
            for (RandomColumn column : table.columns()) {
                if (column.copy() == RandomColumn.Copy.EMPTIED) {
                    declaration.uniqueRule(column.name(), UniqueRule.NULL);
                }
            }
            catalog.table(declaration.build());
        }
        return catalog.build();
    }

    private void declareOwner(RandomTable table, TableDeclaration.Builder declaration) {
        String[] steps =
                table.owner().steps().stream().map(RandomReference::name).toArray(String[]::new);
        if (table.owner() instanceof Owner.Through) {
            declaration.ownedThrough(steps);
        } else if (table.owner() instanceof Owner.ByReferrers) {
            declaration.ownedByReferrers();
        } else if (table.owner() instanceof Owner.Shared shared) {
            declaration.shared(shared.naturalKey().toArray(String[]::new));
        } else if (table.owner() instanceof Owner.ByColumn byColumn && (declaresAll || steps.length > 0)) {
            declaration.ownedByColumn(byColumn.column(), steps);
        }
    }
}
