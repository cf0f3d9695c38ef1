// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.load.TenantLoad;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.DirtyPolicy;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.Intent;
import dev.tenantbackup.plan.Intent.Purpose;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.SchemaDrift;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.RestoreRecord;
import dev.tenantbackup.shared.SharedMatching;
import dev.tenantbackup.shared.TranslatedRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and carries out restores, clones and undos: one way for all of them. */
final class Restorer {

    /** How often a change set is made anew when other sessions' writes get in its way. */
    private static final int ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    private final TenantDatabase database;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final Catalog catalog;
    private final Announcement announcement;
    private final HostFiles files;

    Restorer(
            TenantDatabase database,
            BackupRepository repository,
            InstantSource clock,
            Catalog catalog,
            AfterCommit afterCommit,
            HostFiles files) {
        this.files = files;
        this.announcement = new Announcement(afterCommit);
        this.database = database;
        this.repository = repository;
        this.clock = clock;
        this.catalog = catalog;
    }

    /** What would be done; writes nothing but temporary tables, and rolls these back. */
    RestorePlan plan(RestoreSource source, RestoreRequest request, boolean exact) {
        return shown(source, request, exact, Purpose.SHOW);
    }

    /**
     * The same, for a database user who may not only look.
     *
     * @throws dev.tenantbackup.model.RightsException if the user may not do all that carrying it out can come to
     */
    RestorePlan rehearse(RestoreSource source, RestoreRequest request) {
        return shown(source, request, false, Purpose.REHEARSE);
    }

    private RestorePlan shown(RestoreSource source, RestoreRequest request, boolean exact, Purpose purpose) {
        return attempts(source.origin(), () -> {
            try (Attempt attempt = begin(source, request, exact, false, purpose)) {
                return attempt.asPlan();
            }
        });
    }

    /**
     * Does it, proves it, commits it, tells the host.
     *
     * @throws ConflictException if anything stands in the way
     */
    RestoredTenant apply(RestoreSource source, RestoreRequest request, boolean exact, KeyCollector keys) {
        Instant start = clock.instant();
        RestoreId id = newId();
        RestoredTenant done = attempts(source.origin(), () -> {
            try {
                return once(source, request, exact, true, keys, id, start);
            } catch (UnusualRows unusual) {
                LOG.info("Rows for tenant '{}' are staged after all", source.origin(), unusual);
                return once(source, request, exact, false, keys, id, start);
            }
        });
        return done.changed().map(announcement::tell).map(done::with).orElse(done);
    }

    private RestoredTenant once(
            RestoreSource source,
            RestoreRequest request,
            boolean exact,
            boolean directly,
            KeyCollector keys,
            RestoreId id,
            Instant start) {
        try (Attempt attempt = begin(source, request, exact, directly, Purpose.APPLY)) {
            attempt.requireNoConflicts();
            BackupId safety = attempt.safetyBackup();
            attempt.remember(id, safety);
            attempt.write();
            FileChanges placed = attempt.fileWork.place(attempt.writer);
            keys.collect(attempt.writer, attempt.plan);
            Optional<ChangedKeys> changed = announcement.gather(attempt.writer, id, attempt.load.changes());
            Optional<String> moment = attempt.writer.moment();
            List<String> notes = attempt.commit();
            return attempt.done(id, safety, start, changed, placed, moment, notes);
        }
    }

    private static RestoreId newId() {
        return RestoreId.of(UUID.randomUUID().toString().substring(0, 13));
    }

    private <T> T attempts(TenantId tenant, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (TenantBackupException failure) {
                if (!failure.problem().retryable() || failure instanceof ConflictException || attempt == ATTEMPTS) {
                    throw failure;
                }
                LOG.info("Restoring tenant '{}' is planned anew, other sessions wrote meanwhile", tenant, failure);
            }
        }
    }

    /** @param directly whether rows may go straight into the tables, if that can be done */
    private Attempt begin(
            RestoreSource taken, RestoreRequest request, boolean exact, boolean directly, Purpose purpose) {
        RestoreSource source = taken.in(catalog);
        RowSource before = source.before();
        TableMatch match = TableMatch.of(catalog, before, request.tables(), source.evolution());
        SharedMatching sharing = new SharedMatching(catalog, source.shared(), request.sharedRows(), match.plans());
        SharedMatch shared = sharing.match(() -> database.reader(catalog));
        LoadPlan tables = match.planned(
                before, () -> new LoadPlanning(catalog, before, source.origin(), shared).plan(request, match.plans()));
        LoadPlan plan = tables.with(Intent.of(tables, request.mode(), exact, purpose))
                .with(new DirtyPolicy(source.origin(), request.dirtyReferences().orElse(null), exact));
        TenantWriter writer = database.writer(plan);
        try {
            sharing.requireUnchanged(writer.reader());
            RowSource rows = TranslatedRows.of(source.inside(writer), catalog, shared);
            TenantLoad load = new TenantLoad(writer, plan, rows, request.mode(), exact, request.context());
            if (!directly || !source.mayGoDirectly() || !load.stageNothing()) {
                load.stage();
            }
            FileRestore fileWork =
                    FileRestore.of(plan, request.mode(), writer, load, rows, source.files(), files, request.context());
            List<Conflict> conflicts = new ArrayList<>(match.drift().conflicts());
            conflicts.addAll(load.conflicts());
            conflicts.addAll(fileWork.conflicts());
            List<String> notes = notes(plan, match);
            notes.addAll(fileWork.notes());
            return new Attempt(rows, request, exact, plan, writer, load, fileWork, match.drift(), conflicts, notes);
        } catch (RuntimeException | Error failure) {
            try (writer) {
                throw failure;
            }
        }
    }

    private static List<String> notes(LoadPlan plan, TableMatch match) {
        List<String> notes = new ArrayList<>(match.notes());
        notes.addAll(plan.shared().notes());
        if (plan.target() instanceof Target.Rekeyed target && !target.tenant().equals(target.origin())) {
            notes.add("The backup is of tenant '" + target.origin() + "': its rows get new keys in tenant '"
                    + target.tenant() + "', which keeps its own key, name and active flag.");
        }
        return notes;
    }

    /** One try: an open transaction with everything staged. */
    private final class Attempt implements AutoCloseable {

        private final RowSource rows;
        private final RestoreRequest request;
        private final boolean exact;
        private final LoadPlan plan;
        private final TenantWriter writer;
        private final TenantLoad load;
        private final FileRestore fileWork;
        private final SchemaDrift drift;
        private final List<Conflict> conflicts;
        private final List<String> notes;

        Attempt(
                RowSource rows,
                RestoreRequest request,
                boolean exact,
                LoadPlan plan,
                TenantWriter writer,
                TenantLoad load,
                FileRestore fileWork,
                SchemaDrift drift,
                List<Conflict> conflicts,
                List<String> notes) {
            this.rows = rows;
            this.request = request;
            this.exact = exact;
            this.plan = plan;
            this.writer = writer;
            this.load = load;
            this.fileWork = fileWork;
            this.drift = drift;
            this.conflicts = List.copyOf(conflicts);
            this.notes = notes;
        }

        RestorePlan asPlan() {
            return new RestorePlan(
                    rows.name(),
                    plan.target().existing().orElse(null),
                    request.newName().orElse(null),
                    request.mode(),
                    drift,
                    load.changes(),
                    load.firedRules(),
                    load.effects(),
                    fileWork.foreseen(),
                    conflicts,
                    notes);
        }

        void requireNoConflicts() {
            if (conflicts.isEmpty()) {
                return;
            }
            drift.requireDecided(rows.name(), plan.target().describe());
            Conflict first = conflicts.get(0);
            String all = conflicts.stream().map(Conflict::message).collect(Collectors.joining("\n  "));
            throw new ConflictException(Problem.of("Cannot restore " + rows.name() + " into "
                            + plan.target().describe() + ": " + all)
                    .withTenant(request.target().orElse(null))
                    .withBackup(rows.name())
                    .withTable(first.table())
                    .withKey(first.samples().isEmpty() ? null : first.samples().get(0))
                    .withHint(first.hint()));
        }

        /**
         * Applies and proves what there is to write.
         *
         * @throws UnusualRows if rows went straight into the tables, and something was in the way
         */
        void write() {
            if (load.isEmpty()) {
                return;
            }
            try {
                load.apply();
                load.prove();
            } catch (ConflictException | VerificationException | DatabaseException failure) {
                throw load.isDirect() ? new UnusualRows(failure) : failure;
            }
        }

        @Nullable
        BackupId safetyBackup() {
            boolean changes = load.changes().values().stream().anyMatch(table -> !table.isEmpty());
            if (!request.takesSafetyBackup() || !(changes || fileWork.replacesAny())) {
                return null;
            }
            request.context().listener().progressed(Progress.of("safety backup"));
            TenantReader reader = writer.reader();
            TenantInfo target = reader.find(load.tenant()).orElse(new TenantInfo(load.tenant(), null));
            OperationContext quiet = OperationContext.of(request.context().actor())
                    .withCancellation(request.context().cancellation());
            BackupRecord safety = new Exporter(
                            catalog,
                            reader,
                            target,
                            BackupKind.SAFETY,
                            ExportOptions.DEFAULTS
                                    .withoutReferenceCheck()
                                    .withParallelReaders(1)
                                    .with(quiet),
                            new NobodysRows(clock),
                            files.source())
                    .publish(repository);
            return safety.id();
        }

        void remember(RestoreId id, @Nullable BackupId safety) {
            RestoreRecord note = new RestoreRecord(
                    id,
                    rows.name(),
                    load.tenant(),
                    plan.target() instanceof Target.NewTenant,
                    safety,
                    fileWork.created(),
                    clock.instant(),
                    request.context().actor().name());
            repository.saveNote(note.note(), note.toBytes());
        }

        /** Commits rows whose files are all in their places. Returns what a person should know. */
        List<String> commit() {
            try {
                load.commit();
            } catch (OutcomeUnknownException unknown) {
                fileWork.leave();
                throw unknown;
            }
            return fileWork.committed();
        }

        RestoredTenant done(
                RestoreId id,
                @Nullable BackupId safety,
                Instant start,
                Optional<ChangedKeys> changed,
                FileChanges placed,
                Optional<String> moment,
                List<String> said) {
            return new RestoredTenant(
                    id,
                    load.tenant(),
                    load.changes(),
                    load.firedRules(),
                    load.effects(),
                    plan,
                    rows,
                    request.mode(),
                    exact,
                    placed,
                    safety,
                    changed,
                    load.present(),
                    moment,
                    said,
                    Duration.between(start, clock.instant()));
        }

        @Override
        public void close() {
            try (fileWork) {
                writer.close();
            }
        }
    }

    /** Takes the new keys out of a transaction that is about to commit. */
    @FunctionalInterface
    interface KeyCollector {

        KeyCollector NONE = (writer, plan) -> {};

        void collect(TenantWriter writer, LoadPlan plan);
    }

    /** A direct load found something that only a staged one can explain. */
    private static final class UnusualRows extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusualRows(TenantBackupException cause) {
            super(cause);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run();
    }
}
