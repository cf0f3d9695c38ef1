// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.time.Instant;
import java.util.Objects;

/**
 * Where an archive's rows come from.
 *
 * @param product the database product, for people
 * @param productVersion its version, for people
 * @param snapshotId the database's own name of the view that all rows come from
 * @param snapshotAt the moment that view shows, by the database's clock
 * @param schemaFingerprint equal if the archived tables are declared alike: {@code schema.SchemaFingerprint}
 */
public record Source(
        String product, String productVersion, String snapshotId, Instant snapshotAt, Digest schemaFingerprint) {

    public Source {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(productVersion, "productVersion");
        Objects.requireNonNull(snapshotId, "snapshotId");
        Objects.requireNonNull(snapshotAt, "snapshotAt");
        Objects.requireNonNull(schemaFingerprint, "schemaFingerprint");
    }
}
