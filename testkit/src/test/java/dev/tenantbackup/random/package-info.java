// SPDX-License-Identifier: Apache-2.0
/**
 * Random schemas, random rows, random damage, all from one seed: what the library promises must hold for each of them. What
 * is expected is worked out from the generator's own knowledge and plain SQL, never by asking the library.
 */
@NullMarked
package dev.tenantbackup.random;

import org.jspecify.annotations.NullMarked;
