// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupRecord;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backup about which a policy decides, with what is known of it beyond its record.
 *
 * @param backup its record
 * @param intact whether its last validation found nothing wrong with the archive
 * @param hold why it must not be removed; null if it may be
 * @param tags words on it
 */
public record Candidate(
        BackupRecord backup, boolean intact, @Nullable String hold, Set<String> tags) {

    public Candidate {
        Objects.requireNonNull(backup, "backup");
        tags = Set.copyOf(tags);
    }

    /** A backup of which nothing more is known. */
    public static Candidate of(BackupRecord backup) {
        return new Candidate(backup, false, null, Set.of());
    }

    Optional<String> held() {
        return Optional.ofNullable(hold);
    }
}
