// SPDX-License-Identifier: Apache-2.0
/** The whole way once, on embedded H2. */
@NullMarked
package dev.tenantbackup.examples.quickstart;

import org.jspecify.annotations.NullMarked;
