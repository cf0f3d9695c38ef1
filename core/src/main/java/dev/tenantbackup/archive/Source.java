// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.schema.SchemaHead;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive's rows come from.
 *
 * @param product the database product, for people
 * @param productVersion its version, for people
 * @param snapshotId the database's own name of the view that all rows come from
 * @param snapshotAt the moment that view shows, by the database's clock
 * @param schemaFingerprint equal if the archived tables are declared alike: {@code schema.SchemaFingerprint}
 * @param head how far the schema's recorded history had come; null if that was not known
 */
public record Source(
        String product,
        String productVersion,
        String snapshotId,
        Instant snapshotAt,
        Digest schemaFingerprint,
        @Nullable SchemaHead head) {

    public Source {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(productVersion, "productVersion");
        Objects.requireNonNull(snapshotId, "snapshotId");
        Objects.requireNonNull(snapshotAt, "snapshotAt");
        Objects.requireNonNull(schemaFingerprint, "schemaFingerprint");
    }

    /** Rows of a schema of whose history nothing is known. */
    public Source(
            String product, String productVersion, String snapshotId, Instant snapshotAt, Digest schemaFingerprint) {
        this(product, productVersion, snapshotId, snapshotAt, schemaFingerprint, null);
    }

    /** How far the schema's recorded history had come, where that was known. */
    public Optional<SchemaHead> recordedHead() {
        return Optional.ofNullable(head);
    }
}
