// SPDX-License-Identifier: Apache-2.0
/**
 * How a file comes to be there whole or not at all: for every directory that this library writes to.
 *
 * <p>Enters: content, and the name that it shall have. Leaves: a file on disk, under that name if nobody had it. What a
 * name means is the business of {@code storage} and {@code files}, the only ones who come here.
 */
@NullMarked
package dev.tenantbackup.storage.disk;

import org.jspecify.annotations.NullMarked;
