// SPDX-License-Identifier: Apache-2.0
/** What was measured, for people and for programs: a table, a JSON document, and a page with plots. */
@NullMarked
package dev.tenantbackup.examples.benchmarks.report;

import org.jspecify.annotations.NullMarked;
