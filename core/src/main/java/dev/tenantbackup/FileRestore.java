// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.load.TenantLoad;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one try at a restore: looked for before anything is written, put before the commit, taken back if there is
 * none.
 */
final class FileRestore implements AutoCloseable {

    private final LoadPlan plan;
    private final FileSurvey survey;
    private final Optional<FilePlacement> placement;
    private final OperationContext context;

    private FileRestore(LoadPlan plan, FileSurvey survey, Optional<FilePlacement> placement, OperationContext context) {
        this.plan = plan;
        this.survey = survey;
        this.placement = placement;
        this.context = context;
    }

    /**
     * Looks for the files, once the rows are staged.
     *
     * @param rows what is loaded
     * @param supply their files
     */
    static FileRestore of(
            LoadPlan plan,
            RestoreMode mode,
            TenantWriter writer,
            TenantLoad load,
            RowSource rows,
            FileSupply supply,
            HostFiles files,
            OperationContext context) {
        FileSurvey survey = FileSurvey.of(
                plan, mode, writer.reader(), rows, supply, load.newFileKeys(), files.sink(), context.cancellation());
        return new FileRestore(plan, survey, files.sink().map(FilePlacement::new), context);
    }

    List<Conflict> conflicts() {
        return survey.conflicts();
    }

    List<String> notes() {
        return survey.notes();
    }

    /** The keys of all files that exist only if the restore happens, or while it does. */
    List<String> created() {
        return survey.created();
    }

    /** Whether bytes of a file would be lost without a safety backup. */
    boolean replacesAny() {
        return survey.tasks().stream().anyMatch(FileTask.Replace.class::isInstance);
    }

    FileChanges foreseen() {
        return survey.foreseen();
    }

    /** Puts the files that the written rows point to, and says what was done. */
    FileChanges place(TenantWriter writer) {
        if (foreseen().isEmpty()) {
            return FileChanges.NONE;
        }
        context.listener().progressed(Progress.of("files"));
        Set<String> held = FileSurvey.held(plan, writer.reader(), writer.tenant());
        List<FileTask> placed = placement
                .map(files -> files.place(survey.tasks(), held, context.cancellation()))
                .orElse(List.of());
        return survey.changes(held, placed);
    }

    /** The rows are committed. Returns what a person should know. */
    List<String> committed() {
        return placement.map(FilePlacement::committed).orElse(List.of());
    }

    /** Nobody knows whether the rows are committed. */
    void leave() {
        placement.ifPresent(FilePlacement::leave);
    }

    @Override
    public void close() {
        placement.ifPresent(FilePlacement::close);
    }
}
