// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backup's record with what the notes beside it say.
 *
 * @param backup its record
 * @param validation its last validation; null if there was none
 * @param hold what keeps it from being deleted; null if nothing ever did
 * @param tags words that people put on it
 */
public record AnnotatedBackup(
        BackupRecord backup,
        @Nullable ValidationNote validation,
        @Nullable Hold hold,
        Set<String> tags) {

    public AnnotatedBackup {
        Objects.requireNonNull(backup, "backup");
        tags = Set.copyOf(tags);
    }

    /** Its last validation. */
    public Optional<ValidationNote> validated() {
        return Optional.ofNullable(validation);
    }

    /** What keeps it from being deleted at a time. */
    public Optional<Hold> holdInForce(Instant now) {
        return Optional.ofNullable(hold).filter(held -> held.isInForce(now));
    }

    /** Whether its last validation found nothing wrong with the archive itself. */
    public boolean isIntact() {
        return validation != null && validation.intact();
    }
}
