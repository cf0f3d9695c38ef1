// SPDX-License-Identifier: Apache-2.0
/**
 * The skewed database that everything runs on: one large tenant, a few of middling size, many small ones. Made by the
 * sample platform, in sets and without checks. What a tenant's rows are is said here once more, by hand, so that no
 * baseline and no check relies on the library.
 */
@NullMarked
package dev.tenantbackup.examples.benchmarks.data;

import org.jspecify.annotations.NullMarked;
