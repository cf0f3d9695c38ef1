// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Gathers conflicts: of those between rows the number, and the keys of some. */
final class ConflictReport {

    private static final int SAMPLES = 10;

    private final LoadScope scope;
    private final List<Conflict> conflicts = new ArrayList<>();

    ConflictReport(LoadScope scope) {
        this.scope = scope;
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    void add(Conflict conflict) {
        conflicts.add(conflict);
    }

    /**
     * Asks for rows, and reports them if there are any.
     *
     * @param what a sentence without its beginning, which is their number
     * @param identifying the columns that name a row
     * @param row the table of the question that has these columns
     */
    void rows(
            Kind kind,
            TableName table,
            String what,
            String hint,
            List<String> identifying,
            Table<?> row,
            Question question) {
        rows(kind, table, others -> what, hint, identifying, row, List::of, question);
    }

    /**
     * The same for rows that concern other tenants.
     *
     * @param what makes the sentence out of those tenants
     * @param others who they are: asked if there are such rows
     */
    void rows(
            Kind kind,
            TableName table,
            Function<List<TenantId>, String> what,
            String hint,
            List<String> identifying,
            Table<?> row,
            Supplier<List<TenantId>> others,
            Question question) {
        List<Field<String>> keys = new ArrayList<>();
        for (String column : identifying) {
            keys.add(scope.dialect()
                    .textOf(scope.plan().catalog().table(table).schema().column(column), SqlTables.column(row, column))
                    .as(DSL.name(column)));
        }
        List<RowKey> samples = new ArrayList<>();
        scope.sql().fetch(question.select(keys).limit(SAMPLES)).forEach(found -> {
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 0; i < identifying.size(); i++) {
                values.add(found.get(i, String.class));
            }
            samples.add(new RowKey(identifying, values));
        });
        if (!samples.isEmpty()) {
            long count = scope.sql().fetchCount(question.select(keys));
            List<TenantId> tenants = others.get();
            add(new Conflict(kind, table, count + what.apply(tenants), hint, count, samples, tenants));
        }
    }

    /** A query for the rows in question, given what to select of them. */
    @FunctionalInterface
    interface Question {
        SelectConditionStep<Record> select(List<Field<String>> fields);
    }
}
