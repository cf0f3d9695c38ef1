// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.ReadAhead;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.Effects;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.LoadSteps;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.SharedMatch.NewSharedRows;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.ColumnRewrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One load, from staging to commit, in one transaction. The steps are called in the order in which they stand here; for
 * one thread. The writer is the caller's to close; without {@link #commit} nothing remains.
 */
public final class TenantLoad {

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final RowSource source;
    private final RuleBook rules;
    private final OperationContext context;
    private final MissingSharedRows missing;
    private final Optional<RekeyedStage> rekeyed;
    private final Map<TableName, TableChanges> changes = new TreeMap<>();
    private final List<FiredRule> fired = new ArrayList<>();
    private final Map<TableName, Long> written = new TreeMap<>();
    private List<Effect> beside = List.of();
    private @Nullable ReadAhead ahead;
    private @Nullable DirectLoad direct;
    private Map<TableName, Long> present = Map.of();
    private Map<String, String> fileKeys = Map.of();

    /**
     * @param mode what happens with rows that differ; only {@link RestoreMode#REPLACE} makes sense for a new tenant
     * @param exact whether the catalog's restore rules are left aside: only to undo a restore
     */
    public TenantLoad(
            TenantWriter writer,
            LoadPlan plan,
            RowSource source,
            RestoreMode mode,
            boolean exact,
            OperationContext context) {
        this.writer = writer;
        this.plan = plan;
        this.source = source;
        this.rules = new RuleBook(mode, exact);
        this.context = context;
        this.missing = new MissingSharedRows(plan.catalog(), plan.shared());
        this.rekeyed = plan.target() instanceof Target.Rekeyed target
                ? Optional.of(new RekeyedStage(writer, plan, target, source, rules, missing, context))
                : Optional.empty();
    }

    /**
     * Compares source and target and stages what differs; for a new tenant stages every row and gives it new keys.
     *
     * @return what would be done per table
     */
    public Map<TableName, TableChanges> stage() {
        plan.shared().created().forEach(this::stageCreated);
        Optional<TenantReader> beside = plan.target() instanceof Target.InPlace ? writer.beside() : Optional.empty();
        if (beside.isPresent()) {
            stageBeside(beside.get());
        } else {
            stageTables();
        }
        writer.seal();
        if (!plan.remap().isEmpty()) {
            NewKeys keys = new NewKeys(writer, plan);
            rekeyed.ifPresent(staging -> keys.preset(staging.presets()));
            keys.assign(isAppending());
            fired.addAll(keys.firedRules());
            fileKeys = keys.fileKeys();
            keys.pairs()
                    .forEach((table, pairs) -> changes.compute(
                            table,
                            (name, found) ->
                                    Objects.requireNonNull(found).keepingInstead(pairs.rows(), pairs.stillInserted())));
        }
        fired.addAll(writer.treatDirtyReferences());
        return changes();
    }

    /**
     * In place of {@link #stage}: has rows go straight into the tables when the load is {@linkplain #apply applied}, if
     * this can be done, as for a tenant that has no rows yet. Then conflicts of rows are not found beforehand: applying or
     * proving the load throws, and staging tells what is in the way.
     *
     * @return whether it can; if not, nothing has been done
     */
    public boolean stageNothing() {
        DirectLoad load = DirectLoad.of(writer, plan, source, missing, context).orElse(null);
        if (load == null) {
            return false;
        }
        for (TablePlan table : plan.tables()) {
            changes.put(table.name(), load.expect(table, rules).orElseGet(() -> stage(table)));
        }
        writer.seal();
        direct = load;
        return true;
    }

    /** Whether rows go straight into the tables. */
    public boolean isDirect() {
        return direct != null;
    }

    /** Reads live rows through a connection of their own, while differences are staged through the writer's. */
    private void stageBeside(TenantReader beside) {
        List<TableName> tables = plan.tables().stream().map(TablePlan::name).toList();
        try (TenantReader reader = beside;
                ReadAhead live = ReadAhead.of(List.of(reader), writer.tenant(), tables)) {
            ahead = live;
            stageTables();
        } finally {
            ahead = null;
        }
    }

    private void stageTables() {
        long done = 0;
        long total = plan.tables().stream()
                .mapToLong(table -> source.count(table.name()))
                .sum();
        for (TablePlan table : plan.tables()) {
            context.cancellation().throwIfRequested();
            context.listener().progressed(new Progress("stage", table.name(), done, total));
            changes.put(table.name(), stage(table));
            done += source.count(table.name());
        }
    }

    private void stageCreated(NewSharedRows shared) {
        try (StagingSink sink = writer.stage(shared.table().name())) {
            ChangeCounter counter = new ChangeCounter(shared.table(), new Stager(sink, context));
            shared.rows().forEach(counter::insert);
            changes.put(shared.table().name(), counter.changes());
        }
    }

    private boolean isAppending() {
        return rekeyed.isPresent() && rules.mode() == RestoreMode.APPEND;
    }

    private TableChanges stage(TablePlan table) {
        if (plan.target() instanceof Target.InPlace in) {
            return stageChanges(table, in);
        }
        return rekeyed.map(staging -> staging.stage(table, fired)).orElseGet(() -> stageAll(table));
    }

    /** What is staged, per table. */
    public Map<TableName, TableChanges> changes() {
        return Collections.unmodifiableMap(changes);
    }

    /**
     * Whether not a row is to be written. Then the comparison that found this, in the transaction's own view, is all the
     * proof there can be: nothing needs to be applied or proved.
     */
    public boolean isEmpty() {
        return changes.values().stream().allMatch(TableChanges::isEmpty);
    }

    /** The rules that fired while staging. */
    public List<FiredRule> firedRules() {
        return List.copyOf(fired);
    }

    /**
     * What the change set sets off beyond the rows that it writes; after {@link #prove} also what the database counted
     * beside them.
     */
    public List<Effect> effects() {
        List<Effect> effects = new ArrayList<>(Effects.of(plan, changes));
        effects.addAll(beside);
        return effects;
    }

    /** What keys of files became, by what they were; empty where rows keep their keys. */
    public Map<String, String> newFileKeys() {
        Map<String, String> all = new TreeMap<>(fileKeys);
        for (TablePlan table : plan.tables()) {
            for (FileColumn file : table.table().files()) {
                if (plan.remap().of(table.name()).get(file.column()) instanceof ColumnRewrite.ByDomain follow) {
                    all.putAll(writer.newValues(follow.domain()));
                }
            }
        }
        return all;
    }

    /** What stands in the way. */
    public List<Conflict> conflicts() {
        List<Conflict> conflicts = new ArrayList<>(missing.conflicts(writer.reader()));
        conflicts.addAll(writer.conflicts());
        return conflicts;
    }

    /** The tenant that is written: known where it exists, and for a new tenant after {@link #stage}. */
    public TenantId tenant() {
        return writer.tenant();
    }

    private TableChanges stageChanges(TablePlan table, Target.InPlace target) {
        RestoreRules tableRules = rules.of(table);
        try (RowStream live = ProjectedRows.of(live(table, target), table);
                StagingSink sink = writer.stage(table.name())) {
            ChangeCounter counter = new ChangeCounter(table, missing.watch(table, new Stager(sink, context)));
            TableDiff.run(source, table, live, tableRules, counter);
            tableRules.fired().forEach((rule, rows) -> fired.add(new FiredRule(table.name(), rule, rows)));
            return counter.changes();
        }
    }

    private RowStream live(TablePlan table, Target.InPlace target) {
        return ahead == null
                ? writer.reader().rows(table.name(), target.tenant())
                : ahead.rows(table.name(), table.table().schema().storedColumnNames());
    }

    private TableChanges stageAll(TablePlan table) {
        if (isLeftBehind(table.table())) {
            fired.add(new FiredRule(table.name(), "queue: a new tenant gets none", source.count(table.name())));
            long left = source.count(table.name());
            return new TableChanges(0, 0, 0, 0, left, List.of(), List.of(), List.of());
        }
        try (RowStream wanted = wanted(table);
                StagingSink sink = writer.stage(table.name())) {
            ChangeCounter counter = new ChangeCounter(table, missing.watch(table, new Stager(sink, context)));
            for (Row row = wanted.next(); row != null; row = wanted.next()) {
                counter.insert(row);
            }
            return counter.changes();
        }
    }

    private static boolean isLeftBehind(CatalogTable table) {
        return table.rule() == TableRule.QUEUE;
    }

    private RowStream wanted(TablePlan table) {
        return ProjectedRows.of(source.rows(table.name()), table);
    }

    /**
     * Applies what is staged.
     *
     * @throws VerificationException if a step wrote more or fewer rows than were staged for it
     */
    public void apply() {
        Map<TableName, TableChanges> applied = new TreeMap<>();
        List<LoadStep> steps = LoadSteps.of(plan, changes);
        int done = 0;
        for (LoadStep step : steps) {
            context.cancellation().throwIfRequested();
            context.listener().progressed(new Progress("load", step.table(), done++, steps.size()));
            long rows = execute(step);
            written.merge(step.table(), rows, Long::sum);
            applied.merge(step.table(), asChanges(step, rows), TableChanges::plus);
        }
        for (TablePlan table : plan.staged()) {
            compareCounts(table.name(), applied.getOrDefault(table.name(), TableChanges.NONE));
        }
        writer.settle();
    }

    private long execute(LoadStep step) {
        DirectLoad load = direct;
        return step instanceof LoadStep.Insert && load != null && load.takes(step.table())
                ? load.insert(step.table())
                : writer.execute(step);
    }

    private static TableChanges asChanges(LoadStep step, long rows) {
        long inserted = step instanceof LoadStep.Insert ? rows : 0;
        long updated = step instanceof LoadStep.Update ? rows : 0;
        long deleted = step instanceof LoadStep.Delete ? rows : 0;
        return new TableChanges(inserted, updated, deleted, 0, 0, List.of(), List.of(), List.of());
    }

    private void compareCounts(TableName table, TableChanges applied) {
        TableChanges staged = changes.getOrDefault(table, TableChanges.NONE);
        if (staged.inserted() != applied.inserted()
                || staged.updated() != applied.updated()
                || staged.deleted() != applied.deleted()) {
            throw new VerificationException(
                    Problem.of("Cannot load " + plan.target().describe() + " into table '" + table
                                    + "': " + counts(staged) + " rows were staged, but " + counts(applied)
                                    + " were written.")
                            .withTable(table)
                            .withHint(
                                    "everything was rolled back; look for a trigger, a rule or a cascade that takes rows away."));
        }
    }

    private static String counts(TableChanges changes) {
        return changes.inserted() + " inserted, " + changes.updated() + " updated, " + changes.deleted() + " deleted";
    }

    /**
     * Compares what the database now holds with the source, row by row, and what it wrote with what was planned.
     *
     * @throws VerificationException if anything differs
     */
    public void prove() {
        Proof proof = new Proof(writer, plan, source, rules, context);
        proof.compare(changes, rekeyed.map(RekeyedStage::before).orElse(Map.of()));
        present = proof.present();
        DirectLoad load = direct;
        if (load != null) {
            load.requireClean();
        }
        beside = WriteAccounting.check(plan, writer.countedByDatabase(), written);
    }

    /** How many rows the tenant was found to hold by {@link #prove}, by table; none where rows joined others. */
    public Map<TableName, Long> present() {
        return present;
    }

    /** Commits. After this nothing can be taken back but by an undo. */
    public void commit() {
        context.cancellation().throwIfRequested();
        context.listener().progressed(Progress.of("commit"));
        writer.commit();
    }
}
