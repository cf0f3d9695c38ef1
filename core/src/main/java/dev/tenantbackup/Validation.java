// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.ValidationNote;
import java.nio.file.Path;
import java.time.InstantSource;

/** Validates backups: the archive by itself, then on request against the database; and remembers the result. */
final class Validation {

    private final BackupRepository repository;
    private final Rehearsal rehearsal;
    private final InstantSource clock;

    Validation(BackupRepository repository, Rehearsal rehearsal, InstantSource clock) {
        this.repository = repository;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    ValidationReport of(BackupId backup, Level level) {
        ValidationReport archive = repository.validate(backup, archiveLevel(level));
        ValidationReport report =
                level == Level.RESTORABLE ? rehearsed(archive, NamedArchive.of(repository, backup)) : archive;
        BackupNotes notes = repository.notes();
        ValidationNote earlier = notes.validation(backup).orElse(null);
        notes.remember(ValidationNote.of(backup, clock.instant(), archive, report, earlier));
        return report;
    }

    ValidationReport of(Path file, Level level) {
        ValidationReport archive = repository.validateFile(file, archiveLevel(level));
        return level == Level.RESTORABLE ? rehearsed(archive, NamedArchive.of(repository, file)) : archive;
    }

    private static Level archiveLevel(Level level) {
        return level == Level.RESTORABLE ? Level.REFERENCES : level;
    }

    private ValidationReport rehearsed(ValidationReport archive, NamedArchive named) {
        if (!archive.valid()) {
            return archive.without("Whether it can be restored was not looked at: the archive itself has problems.");
        }
        if (archive.level() != Level.REFERENCES) {
            return archive.without("Whether it can be restored was not looked at: that takes what it holds.");
        }
        try (ArchiveReader reader = named.open()) {
            return rehearsal.continued(archive, RestoreSource.archived(named, reader));
        }
    }
}
