// SPDX-License-Identifier: Apache-2.0
/**
 * Shared reference data in another place: the rows that a backup's rows refer to are found again by their natural key,
 * and the references follow them where keys differ.
 *
 * <p>Enters: a {@code SharedSource}, a {@code TenantReader} of the target and the catalog. Leaves: a {@code SharedMatch}
 * for the plan, and a {@code RowSource} whose references are those of the target. Next: {@code plan} and {@code load}.
 */
@NullMarked
package dev.tenantbackup.shared;

import org.jspecify.annotations.NullMarked;
