// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The short way for a tenant that has no rows at all and whose rows keep their keys: they go straight into the tables, and
 * what is otherwise asked of staged rows is asked of the tenant afterwards. It is for what is usual. Whatever is in its way
 * ends it with an exception, and the same load by way of staging says what it is.
 */
final class DirectLoad {

    private static final int SAMPLES = 10;

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final RowSource source;
    private final MissingSharedRows missing;
    private final OperationContext context;
    private final Set<TableName> tables = new HashSet<>();

    private DirectLoad(
            TenantWriter writer, LoadPlan plan, RowSource source, MissingSharedRows missing, OperationContext context) {
        this.writer = writer;
        this.plan = plan;
        this.source = source;
        this.missing = missing;
        this.context = context;
    }

    /** A direct load, if the target is one that can be loaded so. */
    static Optional<DirectLoad> of(
            TenantWriter writer, LoadPlan plan, RowSource source, MissingSharedRows missing, OperationContext context) {
        boolean isPlain = plan.remap().isEmpty()
                && plan.shared().created().isEmpty()
                && source.isApart()
                && plan.tables().stream()
                        .allMatch(table -> plan.dirty()
                                .columns(table.table(), DirtyRule.NULL, plan.target())
                                .isEmpty());
        return isPlain
                        && plan.target() instanceof Target.InPlace target
                        && writer.insertsDirectly()
                        && hasNoRows(writer.reader(), plan, target.tenant())
                ? Optional.of(new DirectLoad(writer, plan, source, missing, context))
                : Optional.empty();
    }

    private static boolean hasNoRows(TenantReader reader, LoadPlan plan, TenantId tenant) {
        return plan.tables().stream().allMatch(table -> reader.count(table.name(), tenant) == 0);
    }

    /**
     * Announces a table's rows.
     *
     * @return what will be done, or empty if rows of this table have to be staged: not all of them are inserted, or not in
     *     one go
     */
    Optional<TableChanges> expect(TablePlan table, RuleBook rules) {
        boolean staysAway = !rules.exact() && table.table().rule() == TableRule.QUEUE;
        if (staysAway || !plan.order().laterColumns(table.name()).isEmpty()) {
            return Optional.empty();
        }
        TableChanges changes =
                new TableChanges(source.count(table.name()), 0, 0, 0, 0, firstKeys(table), List.of(), List.of());
        tables.add(table.name());
        writer.expect(table.name(), changes);
        return Optional.of(changes);
    }

    private List<RowKey> firstKeys(TablePlan table) {
        List<RowKey> keys = new ArrayList<>();
        try (RowStream rows = ProjectedRows.of(source.rows(table.name()), table)) {
            for (Row row = rows.next(); row != null && keys.size() < SAMPLES; row = rows.next()) {
                keys.add(table.keyOf(row));
            }
        }
        return keys;
    }

    boolean takes(TableName table) {
        return tables.contains(table);
    }

    /** Inserts a table's rows, all of them at once. */
    long insert(TableName name) {
        TablePlan table = plan.table(name);
        ChangeVisitor watch = missing.watch(table, ChangeVisitor.NONE);
        try (RowStream rows = ProjectedRows.of(source.rows(name), table)) {
            return writer.insertDirectly(name, new Watched(rows, watch, context));
        }
    }

    /**
     * Looks at the rows that are there now for what staged rows would have been asked.
     *
     * @throws ConflictException if there is anything unusual about them
     */
    void requireClean() {
        List<String> unusual = new ArrayList<>();
        missing.conflicts(writer.reader()).stream().map(Conflict::message).forEach(unusual::add);
        writer.reader().strayReferences(writer.tenant(), context.cancellation()).stream()
                .map(Finding::message)
                .forEach(unusual::add);
        if (!unusual.isEmpty()) {
            throw new ConflictException(Problem.of("Rows of " + source.name() + " were inserted that are not "
                            + plan.target().describe() + " only: " + String.join(" ", unusual))
                    .withTenant(writer.tenant())
                    .withHint("everything was rolled back."));
        }
    }

    private record Watched(RowStream rows, ChangeVisitor watch, OperationContext context) implements RowStream {

        @Override
        public List<String> columns() {
            return rows.columns();
        }

        @Override
        public @Nullable Row next() {
            context.cancellation().throwIfRequested();
            Row row = rows.next();
            if (row != null) {
                watch.insert(row);
            }
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
