// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.NoteName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reports that lie beside the backups. */
final class StoredDrills {

    private final BackupRepository repository;

    StoredDrills(BackupRepository repository) {
        this.repository = repository;
    }

    void save(DrillReport report) {
        repository.saveNote(NoteName.drill(report.id().value()), report.toBytes());
    }

    Optional<DrillReport> find(DrillId id) {
        return repository.readNote(NoteName.drill(id.value())).map(DrillReport::parse);
    }

    /** The newest of them, at most so many. */
    DrillHistory newest(int most) {
        List<DrillReport> drills = new ArrayList<>();
        List<Problem> unreadable = new ArrayList<>();
        for (NoteName note : repository.notes().drills().stream().limit(most).toList()) {
            try {
                repository.readNote(note).map(DrillReport::parse).ifPresent(drills::add);
            } catch (ArchiveException damaged) {
                unreadable.add(Problem.of("'" + note + "' can't be read: "
                                + damaged.problem().message())
                        .withHint(damaged.problem().hint().orElse(null)));
            }
        }
        return new DrillHistory(drills, unreadable);
    }
}
