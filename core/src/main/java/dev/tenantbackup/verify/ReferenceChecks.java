// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.ReferredTo;
import dev.tenantbackup.catalog.Ownership.ThroughReferences;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantExaminer.Found;
import dev.tenantbackup.database.TenantExaminer.RowFilter;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.verify.OwnershipProblem.Kind;
import java.util.Optional;

/**
 * Whether both ends of every reference are on the same side: no row of the tenant refers across the border between tenants,
 * and no other row refers to one of its rows.
 */
final class ReferenceChecks {

    private final Catalog catalog;
    private final TenantExaminer examiner;
    private final OtherOwner owners;
    private final Problems problems;

    ReferenceChecks(Catalog catalog, TenantExaminer examiner, OtherOwner owners, Problems problems) {
        this.catalog = catalog;
        this.examiner = examiner;
        this.owners = owners;
        this.problems = problems;
    }

    /** Looks at the tenant's rows that have the reference. */
    void checkOutward(Reference reference) {
        problems.add(
                Kind.ORPHANED,
                reference.table(),
                reference.toString(),
                examiner.dangling(reference),
                "refer to rows that do not exist, by " + reference,
                Hints.CORRECT,
                row -> Optional.empty());
        if (!isOwned(reference.parent())) {
            return;
        }
        if (isReferrer(reference)) {
            leaving(Kind.MISSED, reference, RowFilter.ALL);
        } else if (owner(reference) instanceof ByColumn byColumn && isChain(reference)) {
            leaving(Kind.AMBIGUOUS, reference, RowFilter.whereNull(byColumn.column()));
            leaving(Kind.LEAVING, reference, RowFilter.whereNotNull(byColumn.column()));
        } else {
            leaving(isChain(reference) ? Kind.AMBIGUOUS : Kind.LEAVING, reference, RowFilter.ALL);
        }
    }

    private void leaving(Kind kind, Reference reference, RowFilter filter) {
        Found found = examiner.leaving(reference, filter);
        String fact =
                switch (kind) {
                    case MISSED ->
                        "are the tenant's and refer to rows that are not among its own, though " + reference
                                + " makes them so";
                    case AMBIGUOUS -> "are the tenant's by one way and not by another, " + reference;
                    default -> "refer to rows of another tenant or of nobody, by " + reference;
                };
        problems.add(
                kind,
                reference.table(),
                reference.toString(),
                found,
                fact,
                kind == Kind.MISSED ? Hints.UNEXPLAINED : Hints.CORRECT,
                row -> owners.behind(reference, row));
    }

    /** Looks at the rows that refer to the tenant's. The referring table must be owned. */
    void checkInward(Reference reference) {
        if (isReferrer(reference)) {
            entering(Kind.AMBIGUOUS, reference, RowFilter.ALL);
        } else if (owner(reference) instanceof ByColumn byColumn && isChain(reference)) {
            entering(Kind.MISSED, reference, RowFilter.whereNull(byColumn.column()));
            entering(Kind.ENTERING, reference, RowFilter.whereNotNull(byColumn.column()));
        } else {
            entering(isChain(reference) ? Kind.MISSED : Kind.ENTERING, reference, RowFilter.ALL);
        }
    }

    private void entering(Kind kind, Reference reference, RowFilter filter) {
        Found found = examiner.entering(reference, filter);
        String fact =
                switch (kind) {
                    case MISSED -> "are not among the tenant's rows, though " + reference + " makes them so";
                    case AMBIGUOUS ->
                        "are another tenant's or nobody's and refer to rows that the tenant owns by referring"
                                + " to them, by " + reference;
                    default -> "are another tenant's or nobody's and refer to rows of the tenant, by " + reference;
                };
        problems.add(
                kind,
                reference.table(),
                reference.toString(),
                found,
                fact,
                kind == Kind.MISSED ? Hints.UNEXPLAINED : Hints.CORRECT,
                row -> owners.of(reference.table(), row));
    }

    /** Looks at whether anything says that the rows of a table are the tenant's. */
    void checkFounded(CatalogTable table) {
        TableName name = table.name();
        Found found = Found.NOTHING;
        if (table.ownership() instanceof ThroughReferences through) {
            found = examiner.leadingNowhere(name, through.chains(), RowFilter.ALL);
        } else if (table.ownership() instanceof ByColumn byColumn
                && table.schema().column(byColumn.column()).nullable()) {
            found = examiner.leadingNowhere(name, byColumn.chains(), RowFilter.whereNull(byColumn.column()));
        } else if (table.ownership() instanceof ReferredTo referredTo) {
            found = examiner.unreferred(name, referredTo.referrers());
        }
        problems.add(
                Kind.UNFOUNDED,
                name,
                table.ownership().kind(),
                found,
                "are among the tenant's rows, and nothing says that they are",
                Hints.UNEXPLAINED,
                row -> owners.of(name, row));
    }

    private boolean isOwned(TableName table) {
        return catalog.table(table).isOwned();
    }

    private Ownership owner(Reference reference) {
        return catalog.table(reference.table()).ownership();
    }

    /** Whether the row is the tenant's if the row is that it refers to. */
    private boolean isChain(Reference reference) {
        return catalog.table(reference.table()).ownership().chains().contains(reference);
    }

    /** Whether the row referred to is the tenant's if the row is that refers to it. */
    private boolean isReferrer(Reference reference) {
        return catalog.table(reference.parent()).ownership() instanceof ReferredTo referredTo
                && referredTo.referrers().contains(reference);
    }
}
