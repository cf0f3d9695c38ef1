// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.jdbc.load.StagedReferences.Dirty;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.TablePlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Treats one table's dirty references by their rules: clears them, lets them be, or reports them as conflicts. */
final class DirtyTreatment {

    private final LoadScope scope;
    private final TablePlan table;
    private final StagingTable staging;
    private final StagedReferences references;

    DirtyTreatment(LoadScope scope, TablePlan table) {
        this.scope = scope;
        this.table = table;
        this.staging = scope.staging().table(table.name());
        this.references = new StagedReferences(scope, table);
    }

    /** Clears what is to become NULL, and counts what stays. */
    List<FiredRule> treat() throws SQLException {
        List<FiredRule> fired = new ArrayList<>();
        for (Dirty dirty : references.dirty()) {
            if (dirty.rule() == DirtyRule.NULL) {
                long rows = 0;
                for (String column : dirty.cleared()) {
                    rows = clear(column, dirty.where());
                }
                fire(fired, "dirty references, " + dirty.name() + ": set to NULL", rows);
            } else if (dirty.rule() == DirtyRule.KEEP) {
                long rows = count(dirty.where().and(DSL.not(dirty.refused())));
                fire(fired, "dirty references, " + dirty.name() + ": kept as in the backup", rows);
            }
        }
        return fired;
    }

    private void fire(List<FiredRule> fired, String rule, long rows) {
        if (rows > 0) {
            fired.add(new FiredRule(table.name(), rule, rows));
        }
    }

    private long count(Condition which) {
        return scope.sql()
                .fetchCount(references.rows().select(List.of(number())).where(which));
    }

    private Field<Long> number() {
        return SqlTables.column(references.rows().staged(), StagingTable.NUMBER).coerce(Long.class);
    }

    /** Marks the column of such rows. */
    private long clear(String column, Condition which) throws SQLException {
        Marking marking = new Marking(scope, staging, references.rows().staged());
        return marking.mark(
                staging.clearColumn(column),
                "Y",
                further -> references
                        .rows()
                        .select(List.of(marking.number()))
                        .where(which)
                        .and(further));
    }

    /** The rows of which a column was cleared: their keys, and the marks. */
    Select<Record> cleared() {
        List<Field<?>> fields = new ArrayList<>();
        List<OrderField<?>> order = new ArrayList<>();
        for (String column : table.key()) {
            Field<Object> value = SqlTables.column(references.rows().staged(), column);
            fields.add(scope.dialect().textOf(table.column(column), value));
            order.add(scope.dialect().orderOf(table.column(column), value).asc());
        }
        Condition isMarked = DSL.falseCondition();
        for (String column : staging.clearable()) {
            Field<Object> mark = references.mark(column);
            fields.add(mark.coerce(String.class));
            isMarked = isMarked.or(mark.isNotNull());
        }
        return DSL.select(fields)
                .from(references.rows().staged())
                .where(isMarked)
                .orderBy(order);
    }

    /** Reports what no rule lets pass. */
    void check(ConflictReport report) {
        for (Dirty dirty : references.dirty()) {
            if (dirty.rule() == DirtyRule.NULL) {
                continue;
            }
            report.rows(
                    Kind.UNRESOLVED_REFERENCE,
                    table.name(),
                    others -> " rows of table '" + table.name() + "' refer, by " + dirty.name() + ", to rows that "
                            + (others.isEmpty()
                                    ? "neither the backup nor the tenant has."
                                    : "are not the tenant's, but of " + named(others) + "."),
                    hint(dirty),
                    table.key(),
                    references.rows().staged(),
                    () -> references.tenantsLedTo(dirty),
                    fields -> references.rows().select(fields).where(dirty.refused()));
        }
    }

    private static String hint(Dirty dirty) {
        return dirty.rule() == DirtyRule.REFUSE
                ? "such rows leave the tenant or lead nowhere; restore the table that they refer to as well, correct them in"
                        + " the source, or say what becomes of them: a rule for dirty references in the catalog or the request."
                : "these can't be kept: restore the table that they refer to as well, correct them in the source, or have"
                        + " them set to NULL by a rule for dirty references.";
    }

    static String named(List<TenantId> tenants) {
        return (tenants.size() == 1 ? "tenant " : "tenants ")
                + tenants.stream().map(tenant -> "'" + tenant + "'").collect(Collectors.joining(", "));
    }
}
