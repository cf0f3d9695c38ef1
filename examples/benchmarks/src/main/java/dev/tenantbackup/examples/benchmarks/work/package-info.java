// SPDX-License-Identifier: Apache-2.0
/** What is measured: every operation through the library's front door, as a host would call it. */
@NullMarked
package dev.tenantbackup.examples.benchmarks.work;

import org.jspecify.annotations.NullMarked;
