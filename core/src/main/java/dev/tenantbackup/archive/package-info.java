// SPDX-License-Identifier: Apache-2.0
/**
 * The versioned format of a backup: one ZIP with the tenant's rows and a manifest, and the record beside it. The
 * specification is {@code docs/archive-format.md}.
 *
 * <p>Enters: rows in key order, and what the manifest says of them. Leaves: bytes on an {@code OutputStream}; and back.
 * Where the bytes are kept is the business of {@code storage}, which this room does not know; {@code repository} brings
 * the two together.
 *
 * <p>Everything that is read here is taken to be written by a stranger: {@link dev.tenantbackup.archive.ArchiveLimits}.
 */
@NullMarked
package dev.tenantbackup.archive;

import org.jspecify.annotations.NullMarked;
