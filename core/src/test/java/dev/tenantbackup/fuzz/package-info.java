// SPDX-License-Identifier: Apache-2.0
/**
 * What strangers can hand us, with anything in it. In a build each target reads its saved inputs, which are under {@code
 * src/test/resources}; on demand it looks for others. Either way a target may end well or with the error that its caller
 * is told of, and with nothing else.
 */
@NullMarked
package dev.tenantbackup.fuzz;

import org.jspecify.annotations.NullMarked;
