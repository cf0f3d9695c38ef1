// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.NoteName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The records of incidents, beside the backups: a JSON document each, replaced as a whole at every step. */
final class IncidentLog {

    private final BackupRepository repository;

    IncidentLog(BackupRepository repository) {
        this.repository = repository;
    }

    void save(Incident incident) {
        repository.saveNote(name(incident.id()), IncidentJson.toBytes(incident));
    }

    Incident require(IncidentId id) {
        return repository
                .readNote(name(id))
                .map(bytes -> IncidentJson.parse(name(id), bytes))
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no incident '" + id + "'.")
                        .withHint("list the incidents to see their ids.")));
    }

    /** All of them, newest first. */
    List<Incident> all() {
        List<Incident> incidents = new ArrayList<>();
        for (NoteName name : repository.notes().incidents()) {
            repository.readNote(name).ifPresent(bytes -> incidents.add(IncidentJson.parse(name, bytes)));
        }
        incidents.sort(Comparator.comparing(Incident::openedAt)
                .reversed()
                .thenComparing(incident -> incident.id().value()));
        return incidents;
    }

    private static NoteName name(IncidentId id) {
        return NoteName.incident(id.value());
    }
}
