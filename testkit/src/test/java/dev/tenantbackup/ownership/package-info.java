// SPDX-License-Identifier: Apache-2.0
/** Whether rows that stand on the wrong side of the border between tenants are found, whatever puts them there. */
@NullMarked
package dev.tenantbackup.ownership;

import org.jspecify.annotations.NullMarked;
