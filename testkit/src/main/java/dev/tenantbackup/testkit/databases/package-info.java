// SPDX-License-Identifier: Apache-2.0
/** Databases to test against, started without Docker: H2 in memory and PostgreSQL from Maven artifacts. */
@NullMarked
package dev.tenantbackup.testkit.databases;

import org.jspecify.annotations.NullMarked;
