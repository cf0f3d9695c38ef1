// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** How rows of a table are told to be the same: by key, or without one by the texts of all columns. */
final class RowMatch {

    private final Dialect dialect;

    RowMatch(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether two aliased tables, with the plan's columns, stand at the same row. */
    Condition same(TablePlan plan, Table<?> one, Table<?> other) {
        Condition same = DSL.noCondition();
        for (String column : plan.key()) {
            Field<Object> left = SqlTables.column(one, column);
            Field<Object> right = SqlTables.column(other, column);
            same = same.and(
                    plan.hasKey()
                            ? left.eq(right)
                            : dialect.textOf(plan.column(column), left)
                                    .isNotDistinctFrom(dialect.textOf(plan.column(column), right)));
        }
        return same;
    }

    /**
     * Whether a value refers to a key, if only by its text: in such a way that an index on the key can be used, where that
     * matters.
     */
    Condition refers(Column key, Field<Object> keyValue, Column referring, Field<Object> value) {
        if (dialect.areComparable(key, referring)) {
            return keyValue.eq(value);
        }
        return dialect.asKey(key, referring, value)
                .map(asKey -> keyValue.eq(asKey.coerce(Object.class)))
                .orElseGet(() -> dialect.textOf(key, keyValue).eq(dialect.textOf(referring, value)));
    }

    /**
     * Whether a row is among those of a select. In a table with a key, an index on it is used.
     *
     * @param from the tables of the select, the first with the plan's columns
     */
    Condition among(TablePlan plan, Table<?> row, Table<?> from, Condition where) {
        if (plan.hasKey()) {
            List<Field<Object>> own = SqlTables.columns(row, plan.key());
            Select<Record> keys =
                    DSL.select(SqlTables.columns(from, plan.key())).from(from).where(where);
            return own.size() == 1 ? in(own.get(0), keys) : DSL.condition("({0}) in ({1})", DSL.list(own), keys);
        }
        return DSL.exists(DSL.selectOne().from(from).where(where).and(same(plan, row, from)));
    }

    private static Condition in(Field<Object> field, Select<Record> keys) {
        return DSL.condition("{0} in ({1})", field, keys);
    }
}
