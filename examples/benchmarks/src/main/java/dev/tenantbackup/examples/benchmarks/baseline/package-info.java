// SPDX-License-Identifier: Apache-2.0
/**
 * The plainest correct SQL that moves a tenant's rows, by the driver's fastest way: what the library is held against.
 * Written with the knowledge of the platform that a person has, and with nothing of the library.
 */
@NullMarked
package dev.tenantbackup.examples.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
