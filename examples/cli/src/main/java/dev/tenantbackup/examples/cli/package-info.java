// SPDX-License-Identifier: Apache-2.0
/** Every operation from a terminal. */
@NullMarked
package dev.tenantbackup.examples.cli;

import org.jspecify.annotations.NullMarked;
