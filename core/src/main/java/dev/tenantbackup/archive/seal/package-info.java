// SPDX-License-Identifier: Apache-2.0
/**
 * What makes a backup trustworthy in a place that is not: signatures, which show that it is ours and unaltered, and encryption,
 * which keeps it from everybody else.
 *
 * <p>Enters: keys as PEM files, and bytes to sign. Leaves: signatures, and the verdict on one. What is signed, and where
 * a signature stands, is the business of {@code archive}.
 *
 * <p>Enters: bytes, and for whom they are. Leaves: files in the <a href="https://age-encryption.org/v1">age format</a>,
 * and what they hold, at any position and in memory only. No other room knows how that is done.
 */
@NullMarked
package dev.tenantbackup.archive.seal;

import org.jspecify.annotations.NullMarked;
