// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.ReferredTo;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.catalog.Ownership.Shared;
import dev.tenantbackup.catalog.Ownership.ThroughReferences;
import dev.tenantbackup.catalog.Reference;
import java.util.List;
import java.util.Locale;

/**
 * Which references of a tenant's rows may lead out of the tenant or nowhere. Of the others the way by which the rows are
 * found says already where they lead.
 */
final class DoubtfulReferences {

    private final Catalog catalog;

    DoubtfulReferences(Catalog catalog) {
        this.catalog = catalog;
    }

    /** References to owned tables, and to shared tables those that the database lets lead nowhere. */
    List<Reference> of(CatalogTable table) {
        return table.references().stream()
                .filter(reference -> catalog.find(reference.parent())
                        .filter(parent ->
                                parent.isOwned() || (parent.ownership() instanceof Shared && !reference.enforced()))
                        .isPresent())
                .filter(reference -> !isTheOnlyWay(table, reference) && !isTheTenantColumn(table, reference))
                .toList();
    }

    /** Whether an owned row that has the reference is owned by it and by nothing else. */
    private static boolean isTheOnlyWay(CatalogTable table, Reference reference) {
        return table.ownership() instanceof ThroughReferences through
                && through.chains().contains(reference)
                && through.chains().stream()
                        .allMatch(chain -> chain.equals(reference) || excludeEachOther(chain, reference));
    }

    /** Whether no row has both, because they are cases of one polymorphic pair. */
    private static boolean excludeEachOther(Reference one, Reference other) {
        if (one.condition().isEmpty() || other.condition().isEmpty()) {
            return false;
        }
        Reference.Condition first = one.condition().get();
        Reference.Condition second = other.condition().get();
        return first.column().equals(second.column()) && differInAnyCollation(first.value(), second.value());
    }

    /** Where collations don't tell accents, punctuation or digits apart, nothing is said. */
    private static boolean differInAnyCollation(String one, String other) {
        return isAscii(one) && isAscii(other) && !letters(one).equals(letters(other));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    private boolean isTheTenantColumn(CatalogTable table, Reference reference) {
        return table.ownership() instanceof ByColumn byColumn
                && reference.enforced()
                && reference.columns().equals(List.of(byColumn.column()))
                && catalog.table(reference.parent()).ownership() instanceof Root root
                && reference.parentColumns().equals(List.of(root.keyColumn()));
    }

    /** Whether a row is the tenant's just because one of its rows has this reference to it: if it exists. */
    boolean makesItsParentOwned(Reference reference) {
        return catalog.table(reference.parent()).ownership() instanceof ReferredTo referredTo
                && referredTo.referrers().stream().anyMatch(referrer -> isTheSameWay(referrer, reference));
    }

    private static boolean isTheSameWay(Reference one, Reference other) {
        return one.table().equals(other.table())
                && one.columns().equals(other.columns())
                && one.parentColumns().equals(other.parentColumns())
                && one.condition().equals(other.condition())
                && one.none().equals(other.none());
    }
}
