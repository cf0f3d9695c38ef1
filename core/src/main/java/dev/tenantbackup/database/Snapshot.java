// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import java.time.Instant;
import java.util.Objects;

/**
 * The identity of a consistent view.
 *
 * @param id the database's own name of it, for people and logs
 * @param takenAt the moment it shows, by the database's clock
 */
public record Snapshot(String id, Instant takenAt) {

    public Snapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(takenAt, "takenAt");
    }
}
