// SPDX-License-Identifier: Apache-2.0
/** Tests of the questions that are asked around a tenant's rows. */
@NullMarked
package dev.tenantbackup.jdbc.examine;

import org.jspecify.annotations.NullMarked;
