// SPDX-License-Identifier: Apache-2.0
/**
 * The guided procedure for the day on which a tenant's rows went wrong: fence, assess, restore, verify, resume.
 *
 * <p>Enters: whose rows, what was seen to be wrong, and a {@link dev.tenantbackup.incident.Recovery} that can compare,
 * restore and verify. Leaves: a tenant put right, and a record of each step with its evidence, which outlives the process
 * that wrote it. Next to {@code fence}; the front door lends it its own operations.
 */
@NullMarked
package dev.tenantbackup.incident;

import org.jspecify.annotations.NullMarked;
