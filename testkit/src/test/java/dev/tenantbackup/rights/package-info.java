// SPDX-License-Identifier: Apache-2.0
/** What a database user must be allowed: everything with the documented rights, a refusal by name with one right less. */
@NullMarked
package dev.tenantbackup.rights;

import org.jspecify.annotations.NullMarked;
