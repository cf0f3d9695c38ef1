// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.KeyDomain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stages rows for a tenant that exists and whose rows they are not: every archived row for insertion under a new key, and
 * in mode replace every row that the tenant has for deletion. The tenant's own row stays: in mode replace it takes the
 * archived values but for those that say who it is, in mode append it keeps them all.
 */
final class RekeyedStage {

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final Target.Rekeyed target;
    private final RowSource source;
    private final RuleBook rules;
    private final MissingSharedRows missing;
    private final OperationContext context;
    private final OwnRow own;
    private final Map<TableName, Long> before = new TreeMap<>();

    RekeyedStage(
            TenantWriter writer,
            LoadPlan plan,
            Target.Rekeyed target,
            RowSource source,
            RuleBook rules,
            MissingSharedRows missing,
            OperationContext context) {
        this.writer = writer;
        this.plan = plan;
        this.target = target;
        this.source = source;
        this.rules = rules;
        this.missing = missing;
        this.context = context;
        this.own = new OwnRow(plan, target, source, rules);
    }

    /** How many rows the tenant had before, by table. */
    Map<TableName, Long> before() {
        return Collections.unmodifiableMap(before);
    }

    TableChanges stage(TablePlan table, List<FiredRule> fired) {
        before.put(table.name(), writer.reader().count(table.name(), target.tenant()));
        if (table.name().equals(own.table())) {
            return stageOwnRow(table);
        }
        try (StagingSink sink = writer.stage(table.name())) {
            ChangeCounter counter = new ChangeCounter(table, missing.watch(table, new Stager(sink, context)));
            if (rules.mode() == RestoreMode.REPLACE) {
                stagePresent(table, counter, fired);
            }
            stageArchived(table, counter, fired);
            return counter.changes();
        }
    }

    private void stagePresent(TablePlan table, ChangeCounter counter, List<FiredRule> fired) {
        TableRule rule = table.table().rule();
        long present = before.getOrDefault(table.name(), 0L);
        if (rule == TableRule.REPLACE) {
            try (RowStream live =
                    ProjectedRows.of(writer.reader().rows(table.name(), target.tenant()), table.columns())) {
                for (Row row = live.next(); row != null; row = live.next()) {
                    counter.delete(row);
                }
            }
        } else if (present > 0) {
            fired.add(new FiredRule(
                    table.name(),
                    rule == TableRule.JOURNAL ? "journal: rows are not deleted" : "queue: rows stay as they are",
                    present));
        }
    }

    private void stageArchived(TablePlan table, ChangeCounter counter, List<FiredRule> fired) {
        boolean staysAway = table.table().rule() == TableRule.QUEUE;
        long rows = 0;
        try (RowStream archived = ProjectedRows.of(source.rows(table.name()), table.columns())) {
            for (Row row = archived.next(); row != null; row = archived.next()) {
                rows++;
                if (staysAway) {
                    counter.kept(row);
                } else {
                    counter.insert(row);
                }
            }
        }
        if (staysAway && rows > 0) {
            fired.add(new FiredRule(table.name(), "queue: rows are not brought over", rows));
        }
    }

    private TableChanges stageOwnRow(TablePlan table) {
        Row live = own.live(writer.reader(), table.columns());
        try (StagingSink sink = writer.stage(table.name())) {
            ChangeCounter counter = new ChangeCounter(table, missing.watch(table, new Stager(sink, context)));
            Optional<Row> wanted = own.wanted(table, live);
            if (wanted.isPresent()) {
                counter.update(live, wanted.get());
            } else {
                counter.kept(live);
            }
            return counter.changes();
        }
    }

    /** What the values become that are born in the tenants' table: those of the tenant's own row. */
    Map<KeyDomain, Map<String, String>> presets() {
        return own.presets(writer.reader(), plan.remap().bornIn(own.table()));
    }
}
