// SPDX-License-Identifier: Apache-2.0
/** Reads the catalog from a live schema, extracts rows and loads them. The only place that knows SQL. */
@NullMarked
package dev.tenantbackup.jdbc;

import org.jspecify.annotations.NullMarked;
