// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.catalog.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which column of a table names tenants: the one it is owned by, or else one that is called as those of other tables are. */
final class TenantColumns {

    private final Catalog catalog;
    private final Set<String> names = new TreeSet<>();

    TenantColumns(Catalog catalog) {
        this.catalog = catalog;
        for (CatalogTable table : catalog.tables()) {
            if (table.ownership() instanceof ByColumn byColumn) {
                names.add(byColumn.column());
            }
        }
    }

    Optional<String> of(CatalogTable table) {
        if (table.ownership() instanceof Root root) {
            return Optional.of(root.keyColumn());
        }
        if (table.ownership() instanceof ByColumn byColumn) {
            return Optional.of(byColumn.column());
        }
        return table.schema().storedColumnNames().stream()
                .filter(names::contains)
                .findFirst();
    }

    /** Whether a reference says no more than the tenant column itself: it leads from there to the tenant's own row. */
    boolean isTheColumnItself(Reference reference) {
        return of(catalog.table(reference.table()))
                        .filter(column -> reference.columns().equals(List.of(column)))
                        .isPresent()
                && catalog.table(reference.parent()).ownership() instanceof Root root
                && reference.parentColumns().equals(List.of(root.keyColumn()));
    }
}
