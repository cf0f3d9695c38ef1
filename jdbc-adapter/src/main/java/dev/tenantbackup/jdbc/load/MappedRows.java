// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.RemapPlan;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Staged rows as they will be written: every planned column with its new value, each map of keys joined once per column
 * that follows it. Where nothing is remapped this is the staging table itself.
 */
final class MappedRows {

    private final Dialect dialect;
    private final Staging staging;
    private final StagingTable table;
    private final Map<String, ColumnRewrite> rewrites;
    private final Table<?> staged;
    private final List<Join> joins = new ArrayList<>();
    private final Map<String, Field<?>> values = new LinkedHashMap<>();
    private final Map<String, Condition> unresolved = new LinkedHashMap<>();

    MappedRows(Dialect dialect, Staging staging, RemapPlan remap, StagingTable table, String alias) {
        this.dialect = dialect;
        this.staging = staging;
        this.table = table;
        this.rewrites = remap.of(table.plan().name());
        this.staged = table.as(alias);
        for (String column : table.plan().columns()) {
            values.put(column, valueOf(column));
        }
    }

    /** The staging table, under its alias. */
    Table<?> staged() {
        return staged;
    }

    /** What the column will hold. */
    Field<?> value(String column) {
        Field<?> value = values.get(column);
        if (value == null) {
            throw new IllegalArgumentException("column '" + column + "' is not planned");
        }
        return value;
    }

    /** Per column that follows a map: when a staged value has no new one. */
    Map<String, Condition> unresolved() {
        return Map.copyOf(unresolved);
    }

    /** A select of fields over the staged rows and their maps. */
    SelectJoinStep<Record> select(List<? extends SelectField<?>> fields) {
        SelectJoinStep<Record> select = DSL.select(fields).from(staged);
        for (Join join : joins) {
            select = select.leftJoin(join.map()).on(join.on());
        }
        return select;
    }

    /** The rows, each planned column by its name. */
    Select<Record> all(Condition where) {
        List<Field<?>> fields = new ArrayList<>();
        values.forEach((column, value) -> fields.add(value.as(DSL.name(column))));
        fields.add(SqlTables.column(staged, StagingTable.CHANGE));
        fields.add(SqlTables.column(staged, StagingTable.NUMBER));
        return select(fields).where(where);
    }

    private Field<?> valueOf(String column) {
        Field<?> value = mappedValueOf(column);
        return table.clearable().contains(column)
                ? DSL.when(SqlTables.column(staged, table.clearColumn(column)).isNull(), value.coerce(Object.class))
                : value;
    }

    private Field<?> mappedValueOf(String column) {
        Field<Object> own = SqlTables.column(staged, column);
        ColumnRewrite rewrite = rewrites.get(column);
        if (rewrite instanceof ColumnRewrite.ByDomain follow) {
            return byDomain(column, own, follow.domain(), follow.none());
        }
        if (rewrite instanceof ColumnRewrite.ByType byType) {
            return byType(column, own, byType);
        }
        return table.rewritten().contains(column) ? SqlTables.column(staged, table.newColumn(column)) : own;
    }

    private Field<?> byDomain(String column, Field<Object> own, KeyDomain domain, Set<String> none) {
        Column follower = plan().column(column);
        KeyMap map = staging.map(domain);
        Table<?> joined = join(map, follower, own, DSL.noCondition());
        Field<?> mapped = cast(SqlTables.column(joined, KeyMap.NEW), map.column(), follower);
        Condition refers = own.isNotNull();
        if (none.isEmpty()) {
            unresolved.put(column, refers.and(mapped.isNull()));
            return orKept(column, mapped, own);
        }
        Condition isNone = dialect.textOf(follower, own).in(none);
        unresolved.put(column, refers.and(isNone.not()).and(mapped.isNull()));
        return DSL.when(isNone, own).otherwise(orKept(column, mapped, own).coerce(Object.class));
    }

    private Field<?> byType(String column, Field<Object> own, ColumnRewrite.ByType rewrite) {
        Column follower = plan().column(column);
        Column typeColumn = plan().column(rewrite.typeColumn());
        Field<String> type = dialect.textOf(typeColumn, SqlTables.column(staged, rewrite.typeColumn()));
        CaseConditionStep<Object> cases = null;
        Condition missing = DSL.falseCondition();
        for (Map.Entry<String, KeyDomain> entry : new TreeMap<>(rewrite.cases()).entrySet()) {
            KeyMap map = staging.map(entry.getValue());
            Condition isCase = type.eq(DSL.inline(entry.getKey()));
            Table<?> joined = join(map, follower, own, isCase);
            Field<Object> mapped = cast(SqlTables.column(joined, KeyMap.NEW), map.column(), follower)
                    .coerce(Object.class);
            Field<Object> held = orKept(column, mapped, own).coerce(Object.class);
            cases = cases == null ? DSL.when(isCase, held) : cases.when(isCase, held);
            missing = missing.or(isCase.and(own.isNotNull()).and(mapped.isNull()));
        }
        unresolved.put(column, missing);
        return cases == null ? own : cases.otherwise(own);
    }

    private Field<?> orKept(String column, Field<?> mapped, Field<Object> own) {
        return table.keeps(column) ? DSL.coalesce(mapped.coerce(Object.class), own) : mapped;
    }

    private Table<?> join(KeyMap map, Column follower, Field<Object> own, Condition when) {
        Table<?> joined = map.as(staged.getUnqualifiedName().last() + "_m" + joins.size());
        Field<Object> old = SqlTables.column(joined, KeyMap.OLD);
        joins.add(new Join(
                joined,
                new RowMatch(dialect).refers(map.column(), old, follower, own).and(when)));
        return joined;
    }

    /** A value of one column in the type of another that refers to it. */
    private Field<?> cast(Field<Object> value, Column from, Column to) {
        return from.type().equals(to.type()) ? value : dialect.fromText(to, dialect.textOf(from, value));
    }

    private TablePlan plan() {
        return table.plan();
    }

    private record Join(Table<?> map, Condition on) {}
}
