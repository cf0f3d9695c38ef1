// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Finds the staged row that a row of a table without a key was written from, where values were renewed on the way: the one
 * that is equal in everything that was written, of equal ones the n-th for the n-th.
 */
final class RowPairing {

    private static final String COPY = "tb_copy";
    private static final String OLD = "tb_old_";

    private final Dialect dialect;
    private final TablePlan table;
    private final StagingTable staging;

    RowPairing(Dialect dialect, StagingTable staging) {
        this.dialect = dialect;
        this.table = staging.plan();
        this.staging = staging;
    }

    /**
     * The rows with their renewed values turned back, in the order of all columns' texts.
     *
     * @param from the tenant's rows
     * @param texts their columns, keys turned back, renewed values as they are
     * @param mark put before a renewed value that no staged row was to get
     */
    Select<Record> query(SelectJoinStep<Record> from, Map<String, Field<String>> texts, String mark) {
        Table<?> found = numbered(from, texts, Map.of()).asTable(DSL.name("tb_f"));
        Table<?> written = written().asTable(DSL.name("tb_w"));
        Condition pair = SqlTables.column(found, COPY).eq(SqlTables.column(written, COPY));
        Map<String, Field<String>> turned = new LinkedHashMap<>();
        for (String column : table.columns()) {
            Field<String> text = text(found, column);
            pair = pair.and(comparable(text).eq(comparable(text(written, column))));
            turned.put(
                    column,
                    staging.rewritten().contains(column)
                            ? DSL.when(SqlTables.column(written, COPY).isNotNull(), text(written, OLD + column))
                                    .otherwise(DSL.concat(DSL.inline(mark), DSL.coalesce(text, DSL.inline(""))))
                            : text);
        }
        List<OrderField<?>> order = new ArrayList<>();
        turned.values().forEach(text -> order.add(dialect.bytesOf(text).asc().nullsFirst()));
        return DSL.select(List.copyOf(turned.values()))
                .from(found)
                .leftJoin(written)
                .on(pair)
                .orderBy(order);
    }

    private Select<Record> written() {
        Table<?> staged = staging.as("tb_s");
        Map<String, Field<String>> texts = new LinkedHashMap<>();
        Map<String, Field<String>> old = new LinkedHashMap<>();
        for (String column : table.columns()) {
            Field<String> text = dialect.textOf(table.column(column), SqlTables.column(staged, column));
            if (staging.rewritten().contains(column)) {
                old.put(OLD + column, text);
                text = dialect.textOf(table.column(column), SqlTables.column(staged, staging.newColumn(column)));
            }
            texts.put(column, text);
        }
        SelectJoinStep<Record> from = DSL.select().from(staged);
        from.getQuery().addConditions(StagingTable.is(staged, Change.INSERT, Change.UPDATE));
        return numbered(from, texts, old);
    }

    /** Rows with the texts of their columns, and a number that tells equal ones apart. */
    private Select<Record> numbered(
            SelectJoinStep<Record> from, Map<String, Field<String>> texts, Map<String, Field<String>> further) {
        List<Field<?>> fields = new ArrayList<>();
        texts.forEach((name, text) -> fields.add(text.as(DSL.name(name))));
        further.forEach((name, text) -> fields.add(text.as(DSL.name(name))));
        List<Field<Object>> equal =
                texts.values().stream().map(this::comparable).toList();
        fields.add(DSL.rowNumber().over(DSL.partitionBy(equal)).as(DSL.name(COPY)));
        from.getQuery().addSelect(fields);
        return from;
    }

    private static Field<String> text(Table<?> table, String column) {
        return SqlTables.column(table, column).coerce(String.class);
    }

    /** A text to be compared by its bytes; never NULL, so that a join may hash it. */
    private Field<Object> comparable(Field<String> text) {
        return dialect.bytesOf(DSL.coalesce(text, DSL.inline("\u0001NULL"))).coerce(Object.class);
    }
}
