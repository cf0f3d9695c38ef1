// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.Root;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.verify.OwnershipProblem.Kind;

/** Whether the rows that name the tenant are the rows that are taken for its own. */
final class ColumnChecks {

    private final TenantExaminer examiner;
    private final OtherOwner owners;
    private final Problems problems;

    ColumnChecks(TenantExaminer examiner, OtherOwner owners, Problems problems) {
        this.examiner = examiner;
        this.owners = owners;
        this.problems = problems;
    }

    /** Looks at an owned table that has a column that names tenants. */
    void check(CatalogTable table, String column) {
        TableName name = table.name();
        String along = name + "." + column;
        boolean decides = table.ownership() instanceof Root || table.ownership() instanceof ByColumn;
        problems.add(
                decides ? Kind.MISSED : Kind.AMBIGUOUS,
                name,
                along,
                examiner.namingUnnoted(name, column),
                "name the tenant in column '" + column + "' and are not among its rows",
                decides
                        ? Hints.UNEXPLAINED
                        : "correct the column, or what the row refers to; or declare the column the owner",
                row -> owners.of(name, row));
        problems.add(
                decides ? Kind.UNFOUNDED : Kind.AMBIGUOUS,
                name,
                along,
                examiner.notedNamingAnother(name, column),
                "are among the tenant's rows and name another in column '" + column + "'",
                decides
                        ? Hints.UNEXPLAINED
                        : "correct the column, or what the row refers to; or declare the column the owner",
                row -> owners.named(name, row, column));
    }
}
