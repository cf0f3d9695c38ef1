// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.repository.BackupRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses recoveries, and keeps the history of that beside the backups.
 *
 * <p>Safe for concurrent use, by several processes too: each drill goes by a name of its own.
 */
public final class Drills {

    /** A drill that runs and was not heard of for so long is taken for dead by the next one. */
    public static final Duration TAKEN_FOR_DEAD_AFTER = Duration.ofHours(2);

    private static final int LOOKED_AT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

    private final DrillSteps steps;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final StoredDrills stored;

    /** Made by the front door. */
    public Drills(DrillSteps steps, BackupRepository repository, InstantSource clock) {
        this.steps = steps;
        this.repository = repository;
        this.clock = clock;
        this.stored = new StoredDrills(repository);
    }

    /**
     * Restores a backup where it harms nobody, proves it, discards what was restored. First clears away what earlier
     * drills have left in the live database or in the same scratch target.
     *
     * <p>What is wrong with the backup, or keeps the drill from being carried out, is in the report and no exception. A
     * backup whose drill {@linkplain DrillOutcome#FAILED failed} is not relied on any more, by retention neither, until a
     * drill of it passes; one whose drill passed counts as validated. A missed objective says nothing of the backup.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.StorageException if the report can't be stored: whatever was restored is discarded by a
     *     later drill
     */
    public DrillReport run(DrillRequest request) {
        BackupRecord backup = chosen(request);
        clearBefore(request.target().map(List::of).orElse(List.of()), request.context());
        return new DrillRun(steps, repository, clock, backup, request).run();
    }

    /**
     * Rehearses the whole procedure in the live database: a test tenant is made, backed up, restored under another name and
     * verified; then both tenants and the backup are removed. What goes wrong is in the report and no exception.
     *
     * @throws dev.tenantbackup.model.StorageException if the report can't be stored
     */
    public DrillReport runProcedure(ProcedureRequest request) {
        clearBefore(List.of(), request.context());
        return new ProcedureRun(steps, repository, clock, request).run();
    }

    private BackupRecord chosen(DrillRequest request) {
        if (request.backup().isPresent()) {
            return repository.require(request.backup().get());
        }
        if (request.tenant().isPresent()) {
            TenantId tenant = request.tenant().get();
            return newest(repository.list(tenant).backups()).stream()
                    .findFirst()
                    .orElseThrow(() -> nothingToRestore("of tenant '" + tenant + "'"));
        }
        List<BackupRecord> newest = newest(repository.list().backups());
        if (newest.isEmpty()) {
            throw nothingToRestore("in the storage");
        }
        return newest.get(new Random(request.seed().orElse(0L)).nextInt(newest.size()));
    }

    private static NotFoundException nothingToRestore(String where) {
        return new NotFoundException(Problem.of("There is no complete backup " + where + " to rehearse with.")
                .withHint("make one first; safety backups and backups with gaps don't count."));
    }

    /** Each tenant's newest backup that one would turn to, by the tenants' ids. */
    private static List<BackupRecord> newest(List<BackupRecord> newestFirst) {
        Map<TenantId, BackupRecord> byTenant = newestFirst.stream()
                .filter(backup -> backup.complete() && backup.kind() != BackupKind.SAFETY)
                .collect(Collectors.toMap(BackupRecord::tenant, Function.identity(), (newer, older) -> newer));
        return byTenant.values().stream()
                .sorted(Comparator.comparing(backup -> backup.tenant().value()))
                .toList();
    }

    /** The newest drills first, at most so many. */
    public DrillHistory history(int most) {
        return stored.newest(most);
    }

    /**
     * A drill's report; empty if there is none.
     *
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged or of a newer format
     */
    public Optional<DrillReport> find(DrillId id) {
        return stored.find(id);
    }

    /**
     * Clears away what drills have left in the live database and in some scratch targets, as the next drill would do.
     *
     * @param silence how long a drill that seems to run must not have been heard of to be taken for dead; {@link
     *     #TAKEN_FOR_DEAD_AFTER} is on the safe side
     */
    public Clearance clear(Duration silence, OperationContext context, ScratchTarget... targets) {
        return clear(silence, context, Arrays.asList(targets));
    }

    private Clearance clear(Duration silence, OperationContext context, List<ScratchTarget> targets) {
        Map<String, ScratchTarget> byLabel =
                targets.stream().collect(Collectors.toMap(ScratchTarget::label, Function.identity()));
        return new Leftovers(steps, stored, byLabel, context)
                .clear(clock.instant().minus(silence), LOOKED_AT);
    }

    /** What others have left must not keep anybody from drilling. */
    private void clearBefore(List<ScratchTarget> targets, OperationContext context) {
        List<Problem> left = new ArrayList<>();
        try {
            left.addAll(clear(TAKEN_FOR_DEAD_AFTER, context, targets).left());
        } catch (TenantBackupException failure) {
            left.add(failure.problem());
        }
        left.forEach(problem -> LOG.warn("Something of an earlier drill is left: {}", problem.message()));
    }
}
