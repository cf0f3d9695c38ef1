// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.ReferredTo;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which other tenant has a claim to a row: follows the catalog from the row to a tenant, one row at a time. */
final class OtherOwner {

    private final Catalog catalog;
    private final TenantExaminer examiner;
    private final TenantId tenant;

    OtherOwner(Catalog catalog, TenantExaminer examiner, TenantId tenant) {
        this.catalog = catalog;
        this.examiner = examiner;
        this.tenant = tenant;
    }

    /** A tenant, other than the one at hand, who can claim the row; empty if there is none, or only a condition would tell. */
    Optional<TenantId> of(TableName table, RowKey row) {
        CatalogTable found = catalog.table(table);
        if (found.ownership() instanceof Root root) {
            return named(table, row, root.keyColumn());
        }
        if (found.ownership() instanceof ByColumn byColumn) {
            Optional<String> name = examiner.text(table, row, byColumn.column());
            return name.isPresent() ? other(name.get()) : throughChains(found, row);
        }
        if (found.ownership() instanceof ReferredTo referredTo) {
            return first(referredTo.referrers().stream()
                    .flatMap(referrer ->
                            examiner.children(referrer, row).stream().map(child -> () -> of(referrer.table(), child))));
        }
        return throughChains(found, row);
    }

    private Optional<TenantId> throughChains(CatalogTable table, RowKey row) {
        return first(table.ownership().chains().stream().map(chain -> () -> behind(chain, row)));
    }

    /** Who can claim the row that a reference leads to. */
    Optional<TenantId> behind(Reference reference, RowKey child) {
        return first(examiner.parents(reference, child).stream().map(parent -> () -> of(reference.parent(), parent)));
    }

    /** Whom a row names in a column. */
    Optional<TenantId> named(TableName table, RowKey row, String column) {
        return examiner.text(table, row, column).flatMap(this::other);
    }

    private Optional<TenantId> other(String name) {
        return Optional.of(name)
                .filter(found -> !found.isEmpty())
                .map(TenantId::of)
                .filter(found -> !found.equals(tenant));
    }

    private static Optional<TenantId> first(Stream<Supplier<Optional<TenantId>>> ways) {
        return ways.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
