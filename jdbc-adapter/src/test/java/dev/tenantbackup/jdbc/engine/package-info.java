// SPDX-License-Identifier: Apache-2.0
/** Real databases for the tests: an empty one per call, a server per JVM. */
@NullMarked
package dev.tenantbackup.jdbc.engine;

import org.jspecify.annotations.NullMarked;
