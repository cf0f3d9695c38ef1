// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the rows that are taken for a tenant's are its rows, checked by another road than the one that finds them.
 *
 * <p>Enters: a catalog and a {@code TenantExaminer}. Leaves: a {@link dev.tenantbackup.verify.VerifyResult}. The rows are
 * found by conditions that follow the catalog from the tenant to the row; here every row and every reference is looked at
 * by itself: what the row names, and which side of the border between tenants each end of the reference is on.
 */
@NullMarked
package dev.tenantbackup.verify;

import org.jspecify.annotations.NullMarked;
