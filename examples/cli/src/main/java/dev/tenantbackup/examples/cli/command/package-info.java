// SPDX-License-Identifier: Apache-2.0
/** One class per command: reads its arguments, calls the library, hands the result to {@code output}. */
@NullMarked
package dev.tenantbackup.examples.cli.command;

import org.jspecify.annotations.NullMarked;
