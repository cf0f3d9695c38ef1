// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Turns each step into one statement. Every update and delete names the staged rows and, beside them, the ownership of
 * the live row. Where earlier steps of this load may have cut the way from a row to its tenant, the row can't be asked
 * that any more, and being staged, by ownership and in the same snapshot, stands for it.
 */
final class StepExecutor {

    private static final int NUMBERS_AT_ONCE = 1_000;

    private final LoadScope scope;
    private final References references;
    private final WaysToTenant ways;

    StepExecutor(LoadScope scope) {
        this.scope = scope;
        this.references = scope.predicates().references();
        this.ways = new WaysToTenant(scope.plan().catalog());
    }

    long execute(LoadStep step) {
        long rows = rows(step);
        ways.stepped(step);
        return rows;
    }

    private long rows(LoadStep step) {
        if (step instanceof LoadStep.Insert insert) {
            TablePlan table = scope.plan().table(insert.table());
            OwnParents parents = OwnParents.of(scope, table);
            if (parents.orderInserts()) {
                parents.numberAnew();
            }
            if (!scope.writing().insertsInSets(table.table().schema())) {
                return insertOneByOne(insert);
            }
        }
        if (step instanceof LoadStep.Delete delete) {
            OwnParents parents = OwnParents.of(scope, scope.plan().table(delete.table()));
            if (parents.orderDeletes(delete)) {
                return deleteChildrenFirst(delete, parents);
            }
        }
        return statement(step).execute();
    }

    private long insertOneByOne(LoadStep.Insert step) {
        Table<?> staged = scope.staging().table(step.table()).as("s");
        Field<Long> number = SqlTables.column(staged, StagingTable.NUMBER).coerce(Long.class);
        long rows = 0;
        List<Long> some = List.of(-1L);
        while (!some.isEmpty()) {
            some = scope.sql()
                    .select(number)
                    .from(staged)
                    .where(StagingTable.is(staged, Change.INSERT))
                    .and(number.gt(some.get(some.size() - 1)))
                    .orderBy(number)
                    .limit(NUMBERS_AT_ONCE)
                    .fetch(number);
            for (Long one : some) {
                rows += insert(step, number.eq(one)).execute();
            }
        }
        return rows;
    }

    private Query statement(LoadStep step) {
        if (step instanceof LoadStep.Insert insert) {
            return insert(insert, DSL.noCondition());
        } else if (step instanceof LoadStep.Update update) {
            TablePlan table = scope.plan().table(update.table());
            List<String> columns = table.columns().stream()
                    .filter(column -> !table.key().contains(column)
                            && !table.leftToTriggers().contains(column))
                    .toList();
            return set(table, columns, Change.UPDATE);
        } else if (step instanceof LoadStep.Fill fill) {
            return set(scope.plan().table(fill.table()), fill.columns(), Change.INSERT);
        } else if (step instanceof LoadStep.Delete delete) {
            return delete(delete, DSL.noCondition());
        } else if (step instanceof LoadStep.ClearReferences clear) {
            return clear(clear);
        } else if (step instanceof LoadStep.ParkUnique park) {
            TablePlan table = scope.plan().table(park.table());
            return new Parking(scope, park).query(owned(table, scope.tables().target(park.table())));
        }
        throw new IllegalArgumentException("no statement for " + step);
    }

    private Query insert(LoadStep.Insert step, Condition which) {
        TablePlan table = scope.plan().table(step.table());
        MappedRows rows = scope.mapped(step.table(), "s");
        Table<?> target = scope.tables().of(step.table());
        List<Field<Object>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        for (String column : table.columns()) {
            if (!step.later().contains(column)) {
                columns.add(SqlTables.column(target, column));
                values.add(rows.value(column));
            }
        }
        return scope.writing()
                .insert(
                        target,
                        columns,
                        rows.select(values)
                                .where(StagingTable.is(rows.staged(), Change.INSERT))
                                .and(which)
                                .orderBy(SqlTables.column(rows.staged(), StagingTable.NUMBER)));
    }

    /** Gives live rows the staged values of some columns. */
    private Query set(TablePlan table, List<String> columns, Change change) {
        MappedRows rows = scope.mapped(table.name(), "s");
        Table<?> source = DSL.table(DSL.name("tb_new"));
        Table<?> target = scope.tables().target(table.name());
        Map<Field<Object>, Field<?>> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(SqlTables.column(target, column), SqlTables.column(source, column)));
        Condition owned = change == Change.UPDATE ? owned(table, target) : DSL.noCondition();
        return scope.writing()
                .update(
                        table,
                        target,
                        rows.all(StagingTable.is(rows.staged(), change)),
                        source,
                        scope.match().same(table, source, target),
                        values,
                        owned);
    }

    /** What is left over in the end is tried all the same, so that the database says what holds it. */
    private long deleteChildrenFirst(LoadStep.Delete step, OwnParents parents) {
        Condition isLeaf = parents.isLeaf(scope.tables().target(step.table()));
        long rows = 0;
        long gone;
        do {
            gone = delete(step, isLeaf).execute();
            rows += gone;
        } while (gone > 0);
        return step.unlessReferredBy().isEmpty()
                ? rows + delete(step, DSL.noCondition()).execute()
                : rows;
    }

    private Query delete(LoadStep.Delete step, Condition which) {
        TablePlan table = scope.plan().table(step.table());
        Table<?> target = scope.tables().target(step.table());
        Table<?> gone = scope.staging().table(step.table()).as("tb_staged");
        Condition where = owned(table, target).and(which);
        for (Reference reference : step.unlessReferredBy()) {
            Table<?> child = scope.tables().as(reference.table(), "c");
            where = where.and(DSL.notExists(DSL.selectOne()
                    .from(child)
                    .where(References.equal(
                            references.childSide(reference, child), references.parentSide(reference, target)))));
        }
        return scope.writing().delete(table, target, gone, StagingTable.is(gone, Change.DELETE), where);
    }

    private Query clear(LoadStep.ClearReferences step) {
        TablePlan table = scope.plan().table(step.table());
        Reference reference = step.reference();
        Table<?> target = scope.tables().target(step.table());
        Table<?> own = scope.staging().table(step.table()).as("tb_staged");
        Table<?> gone = scope.staging().table(reference.parent()).as("d");
        Condition staged = step.inDeletedRows()
                ? StagingTable.is(own, Change.UPDATE, Change.DELETE)
                : StagingTable.is(own, Change.UPDATE);
        Map<Field<Object>, Field<?>> values = new LinkedHashMap<>();
        step.columns().forEach(column -> values.put(SqlTables.column(target, column), DSL.inline((Object) null)));
        Condition where = DSL.exists(DSL.selectOne()
                .from(gone)
                .where(StagingTable.is(gone, Change.DELETE))
                .and(References.equal(
                        references.childSide(reference, target), references.parentSide(reference, gone))));
        return scope.writing().update(table, target, own, staged, values, where);
    }

    private Condition owned(TablePlan table, Table<?> target) {
        return ways.areWhole(table.table())
                ? scope.predicates().owned(table.table(), target, scope.tenant())
                : DSL.noCondition();
    }
}
