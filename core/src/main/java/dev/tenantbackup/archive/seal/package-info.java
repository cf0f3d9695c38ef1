// SPDX-License-Identifier: Apache-2.0
/**
 * What makes a backup trustworthy in a place that is not: signatures, which show that it is ours and unaltered.
 *
 * <p>Enters: keys as PEM files, and bytes to sign. Leaves: signatures, and the verdict on one. What is signed, and where
 * a signature stands, is the business of {@code archive}.
 */
@NullMarked
package dev.tenantbackup.archive.seal;

import org.jspecify.annotations.NullMarked;
