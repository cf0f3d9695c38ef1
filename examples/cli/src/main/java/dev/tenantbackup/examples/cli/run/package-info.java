// SPDX-License-Identifier: Apache-2.0
/** One run of the command line: what surrounds it, what it was told, who confirms, how it ends. */
@NullMarked
package dev.tenantbackup.examples.cli.run;

import org.jspecify.annotations.NullMarked;
