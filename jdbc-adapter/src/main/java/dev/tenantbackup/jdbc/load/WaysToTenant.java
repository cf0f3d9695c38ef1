// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.LoadStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Knows along which tables a row can still be traced to its tenant while a load is under way. A step can cut such a way:
 * by clearing or parking a reference that it leads along, by parking or changing what a reference leads to, by deleting a row at its other end that the database lets go, by deleting or
 * changing the rows whose pointing makes a row the tenant's.
 */
final class WaysToTenant {

    private final Catalog catalog;
    private final Set<Reference> cleared = new HashSet<>();
    private final Set<TableName> deleted = new HashSet<>();
    private final Set<TableName> changed = new HashSet<>();

    WaysToTenant(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Takes note of a step that was carried out. */
    void stepped(LoadStep step) {
        if (step instanceof LoadStep.ClearReferences clear) {
            cleared.add(clear.reference());
            changed.add(clear.table());
        } else if (step instanceof LoadStep.ParkUnique park) {
            catalog.table(park.table()).references().stream()
                    .filter(reference -> reference.columns().contains(park.column()))
                    .forEach(reference -> {
                        cleared.add(reference);
                        changed.add(park.table());
                    });
            catalog.referencesTo(park.table()).stream()
                    .filter(reference -> reference.parentColumns().contains(park.column()))
                    .forEach(cleared::add);
        } else if (step instanceof LoadStep.Delete delete) {
            deleted.add(delete.table());
            changed.add(delete.table());
        } else if (step instanceof LoadStep.Update update) {
            changed.add(update.table());
            List<String> key = catalog.table(update.table()).schema().keyColumns();
            catalog.referencesTo(update.table()).stream()
                    .filter(reference -> !key.containsAll(reference.parentColumns()))
                    .forEach(cleared::add);
        }
    }

    /** Whether every row of a table that was the tenant's before the first step can still be seen to be it. */
    boolean areWhole(CatalogTable table) {
        boolean referrersHold = !(table.ownership() instanceof Ownership.ReferredTo referredTo)
                || referredTo.referrers().stream()
                        .allMatch(referrer ->
                                !changed.contains(referrer.table()) && areWhole(catalog.table(referrer.table())));
        return referrersHold
                && table.ownership().chains().stream()
                        .allMatch(chain -> !isCut(table, chain) && areWhole(catalog.table(chain.parent())));
    }

    private boolean isCut(CatalogTable table, Reference chain) {
        return cleared.contains(chain) || (deleted.contains(chain.parent()) && !holdsItsParent(table, chain));
    }

    /** Whether no row at the other end can go before the rows that refer to it. */
    private static boolean holdsItsParent(CatalogTable table, Reference chain) {
        return chain.enforced()
                && table.schema().foreignKeys().stream()
                        .noneMatch(key -> key.name().equals(chain.name()) && key.deferrable());
    }
}
