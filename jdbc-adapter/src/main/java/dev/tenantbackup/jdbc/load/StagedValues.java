// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * What staged rows of one table say by themselves and can't be: rows of another tenant, or NULL where the table takes
 * none. An archive that was not altered, of a schema that has not changed, has no such rows.
 */
final class StagedValues {

    private static final int OTHERS = 10;

    private final LoadScope scope;
    private final TablePlan table;
    private final Table<?> staged;

    StagedValues(LoadScope scope, TablePlan table) {
        this.scope = scope;
        this.table = table;
        this.staged = scope.staging().table(table.name()).as("s");
    }

    void check(ConflictReport report) {
        if (scope.plan().target() instanceof Target.InPlace target
                && table.table().ownership() instanceof Ownership.ByColumn owned
                && table.columns().contains(owned.column())) {
            named(target.tenant(), owned.column(), report);
        }
        List<String> required = required();
        if (!required.isEmpty()) {
            missing(required, report);
        }
    }

    /** Rows that name another tenant than the one that is written. Under new keys they have no new tenant to name. */
    private void named(TenantId tenant, String tenantColumn, ConflictReport report) {
        Column column = table.column(tenantColumn);
        Field<Object> name = SqlTables.column(staged, tenantColumn);
        Condition others = StagingTable.is(staged, Change.INSERT, Change.UPDATE)
                .and(name.isNotNull())
                .and(DSL.not(scope.predicates().named(column, staged, tenant)));
        report.rows(
                Kind.AMBIGUOUS,
                table.name(),
                found -> " rows of the backup in table '" + table.name() + "' name " + DirtyTreatment.named(found)
                        + " in column '" + tenantColumn + "'.",
                "the backup was altered, or its rows were mixed up; restore another backup of the tenant.",
                table.key(),
                staged,
                () -> scope.sql()
                        .selectDistinct(scope.dialect().textOf(column, name))
                        .from(staged)
                        .where(others)
                        .limit(OTHERS)
                        .fetch(row -> TenantId.of(row.value1())),
                fields -> DSL.select(fields).from(staged).where(others));
    }

    private void missing(List<String> required, ConflictReport report) {
        List<Condition> missing = new ArrayList<>();
        required.forEach(column -> missing.add(SqlTables.column(staged, column).isNull()));
        Condition incomplete =
                StagingTable.is(staged, Change.INSERT, Change.UPDATE).and(DSL.or(missing));
        report.rows(
                Kind.SCHEMA,
                table.name(),
                " rows of the backup in table '" + table.name() + "' have NULL in one of the columns " + required
                        + ", which can't be NULL.",
                "allow NULL in the column for the time of the restore, or restore an older state of the application.",
                table.key(),
                staged,
                fields -> DSL.select(fields).from(staged).where(incomplete));
    }

    /** Columns that take no NULL and that nobody else fills. */
    private List<String> required() {
        Set<String> filled = table.table().triggerOwnedColumns();
        return table.columns().stream()
                .filter(name -> !filled.contains(name))
                .filter(name -> !table.column(name).nullable())
                .filter(name -> !table.column(name).isNumberedByDatabase())
                .toList();
    }
}
