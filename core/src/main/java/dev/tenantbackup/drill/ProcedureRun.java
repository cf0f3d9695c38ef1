// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.drill.DrillSteps.Rehearsed;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Deletion;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole procedure once: a test tenant is made, backed up, restored under another name and compared; all goes again. */
final class ProcedureRun {

    private final DrillSteps steps;
    private final BackupRepository repository;
    private final ProcedureRequest request;
    private final OngoingDrill drill;
    private @Nullable BackupRecord backup;

    ProcedureRun(DrillSteps steps, BackupRepository repository, InstantSource clock, ProcedureRequest request) {
        this.steps = steps;
        this.repository = repository;
        this.request = request;
        drill = new OngoingDrill(
                new StoredDrills(repository),
                clock,
                Kind.PROCEDURE,
                Scratch.TENANT,
                null,
                request.objectives(),
                request.context());
        drill.concerns(request.source().orElse(null));
    }

    DrillReport run() {
        drill.save();
        return new Guarded(drill, this::rehearse, this::discard).run();
    }

    private void rehearse() {
        drill.phases().drillOnly("populate");
        TenantId made = populated();
        drill.phases().drillOnly("back up");
        BackupRecord stored = steps.export(made, drill.context());
        backup = stored;
        drill.concerns(stored);
        drill.phases().recovery("open");
        Rehearsed restored =
                steps.restoreAsNew(stored.id(), drill.scratch().tenantName(2), drill::makes, drill.context());
        drill.restored(restored);
        drill.phases().drillOnly("check");
        requireAll(stored, restored);
        steps.verify(restored.tenant(), drill.context());
    }

    private TenantId populated() {
        String name = drill.scratch().tenantName(1);
        if (request.populator().isPresent()) {
            TenantId made = request.populator().get().populate(name);
            drill.makes(made);
            return made;
        }
        return steps.copy(request.source().orElseThrow(), name, drill::makes, drill.context());
    }

    /** What the proof compared is all that was backed up: a rule that keeps rows back has to be known. */
    private void requireAll(BackupRecord made, Rehearsed restored) {
        Map<TableName, Long> missing = new TreeMap<>();
        made.tables().forEach((table, rows) -> {
            long back = rows - restored.rows().getOrDefault(table, 0L);
            if (back > 0) {
                missing.put(table, back);
            } else if (back < 0) {
                throw new VerificationException(
                        Problem.of("Table '" + table + "' has more rows restored than backed up.")
                                .withTable(table));
            }
        });
        if (!missing.isEmpty()) {
            drill.note("Rows that a restore rule kept back: " + missing + ".");
        }
        if (made.rows() <= 1) {
            drill.note("The test tenant had nothing but its own row: this shows little.");
        }
    }

    private void discard() {
        BackupRecord made = backup;
        if (made != null && repository.find(made.id()).isPresent()) {
            repository.delete(made.id(), Deletion.of(actor(), "it was made by drill " + drill.id()));
        }
        Leftovers.removeTenants(drill.scratch(), steps, drill.untilDone());
    }

    private Actor actor() {
        return request.context().actor();
    }
}
