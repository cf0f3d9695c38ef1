// SPDX-License-Identifier: Apache-2.0
/**
 * Backups in S3-compatible object storage: Amazon's, and whatever speaks its protocol.
 *
 * <p>Enters: bytes by key. Leaves: objects of one bucket, under one prefix. Knows nothing of archives.
 */
@NullMarked
package dev.tenantbackup.s3;

import org.jspecify.annotations.NullMarked;
