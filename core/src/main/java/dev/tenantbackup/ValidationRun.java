// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.repository.AnnotatedBackup;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Listing;
import dev.tenantbackup.repository.ShareCursor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run over the backups whose turn it is, newest first. What has been done is remembered with each backup at once,
 * and the turn as a whole when it is over: a run that is killed is taken up by the next one.
 */
final class ValidationRun {

    private final Validation validation;
    private final BackupRepository repository;
    private final BackupNotes notes;
    private final InstantSource clock;
    private final ValidateAllRequest request;
    private final Map<BackupId, ValidationReport> reports = new LinkedHashMap<>();
    private final Map<BackupId, TenantBackupException> failed = new LinkedHashMap<>();
    private final List<BackupId> notReached = new ArrayList<>();

    ValidationRun(Validation validation, BackupRepository repository, InstantSource clock, ValidateAllRequest request) {
        this.validation = validation;
        this.repository = repository;
        this.notes = repository.notes();
        this.clock = clock;
        this.request = request;
    }

    ValidateAllResult run() {
        Instant start = clock.instant();
        ShareCursor cursor = cursor().begunAt(start);
        boolean takesTurns = request.parts() > 1;
        if (takesTurns) {
            notes.remember(cursor);
        }
        Listing listing = repository.list();
        List<BackupRecord> inTurn = listing.backups().stream()
                .filter(backup -> cursor.isTurnOf(backup.id(), request.share()))
                .toList();
        List<BackupRecord> left = takesTurns ? leftOver(inTurn, cursor.begun().orElse(start)) : inTurn;
        examine(left, start);
        if (takesTurns && notReached.isEmpty()) {
            notes.remember(cursor.movedOnBy(request.share()));
        }
        return new ValidateAllResult(
                reports,
                failed,
                listing.unreadable(),
                notReached,
                inTurn.size() - left.size(),
                listing.backups().size() - inTurn.size());
    }

    private ShareCursor cursor() {
        return notes.shareCursor()
                .filter(cursor -> cursor.parts() == request.parts())
                .orElseGet(() -> ShareCursor.start(request.parts()));
    }

    /** Those of a turn that no earlier run has examined since it began. */
    private List<BackupRecord> leftOver(List<BackupRecord> inTurn, Instant begun) {
        return notes.of(inTurn).stream()
                .filter(known -> known.validated()
                        .filter(note -> note.isOf(request.level(), begun))
                        .isEmpty())
                .map(AnnotatedBackup::backup)
                .toList();
    }

    private void examine(List<BackupRecord> backups, Instant start) {
        Instant deadline = request.timeLimit().map(start::plus).orElse(Instant.MAX);
        for (int i = 0; i < backups.size(); i++) {
            BackupId backup = backups.get(i).id();
            request.context().cancellation().throwIfRequested();
            request.context().listener().progressed(new Progress("validate", null, i, backups.size()));
            if (clock.instant().isBefore(deadline)) {
                examine(backup);
            } else {
                notReached.add(backup);
            }
        }
    }

    private void examine(BackupId backup) {
        try {
            reports.put(backup, validation.of(backup, request.level()));
        } catch (CancelledException stop) {
            throw stop;
        } catch (NotFoundException gone) {
            if (repository.find(backup).isPresent()) {
                failed.put(backup, gone);
            }
            // Else it was pruned after the run had listed it.
        } catch (TenantBackupException failure) {
            failed.put(backup, failure);
        }
    }
}
