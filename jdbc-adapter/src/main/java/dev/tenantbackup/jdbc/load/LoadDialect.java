// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What products do differently when they write. One per load, since it remembers the numbers reserved for it. */
abstract sealed class LoadDialect permits H2Load, PostgresLoad {

    final JdbcSession session;

    LoadDialect(JdbcSession session) {
        this.session = session;
    }

    static LoadDialect of(JdbcSession session) {
        return switch (session.dialect().product()) {
            case "H2" -> new H2Load(session);
            case "PostgreSQL" -> new PostgresLoad(session);
            default -> throw new IllegalStateException("no way to write to " + session.dialect());
        };
    }

    final Dialect dialect() {
        return session.dialect();
    }

    /** Moves generators beyond what the load brings; before anything else, in a transaction that is committed at once. */
    abstract void reserve(LoadPlan plan);

    /**
     * The greatest key that stands in the way of so many numbers after one: a generator can be behind the keys of its
     * table, when rows were brought in with keys of their own.
     *
     * @return {@code last} itself if no key does
     */
    final long greatestInTheWay(TableName table, String column, long last, long numbers) {
        Field<Long> key = DSL.field(DSL.name(column), Long.class);
        long greatest = last;
        while (true) {
            Long next = session.sql()
                    .select(DSL.max(key))
                    .from(session.tables().of(table))
                    .where(key.gt(DSL.inline(greatest)))
                    .and(key.le(DSL.inline(greatest + numbers)))
                    .fetchSingle(0, Long.class);
            if (next == null) {
                return greatest;
            }
            greatest = next;
        }
    }

    /**
     * Keeps other operations of this library away from the tenant until the transaction ends.
     *
     * @throws dev.tenantbackup.model.ConflictException if one is under way
     */
    abstract void lock(LoadPlan plan, TenantId tenant);

    /**
     * Creates a temporary table without ending the transaction.
     *
     * @param columns definitions, name and type
     * @param unique columns to index at once where an index can't be added later
     */
    final void createTemporary(Name table, List<ColumnDefinition> columns, List<List<String>> unique) {
        List<Field<?>> definitions = new ArrayList<>();
        columns.forEach(
                column -> definitions.add(DSL.field("{0} {1}", DSL.name(column.name()), DSL.raw(column.type()))));
        if (!canIndexLater()) {
            unique.forEach(key -> definitions.add(DSL.field(
                    "unique ({0})", DSL.list(key.stream().map(DSL::name).toList()))));
        }
        session.sql().execute(temporaryTableTemplate(), table, DSL.list(definitions));
    }

    /** The statement of {@link #createTemporary}: {0} name, {1} definitions. */
    abstract String temporaryTableTemplate();

    /** Whether a filled temporary table can get an index without ending the transaction. */
    abstract boolean canIndexLater();

    /** Adds an index to a filled temporary table, where that is possible without ending the transaction. */
    abstract void index(Name table, List<String> columns);

    /** Tells the planner how large a filled temporary table is, where that is possible without ending the transaction. */
    abstract void analyze(Name table);

    /** Drops temporary tables that the end of the transaction leaves behind. */
    abstract void drop(List<Name> tables);

    /** A new number per row of a select: from the column's generator, or counted up from the greatest there is. */
    abstract Field<?> newNumber(TableName table, Column column, Field<?> oldValue);

    abstract Field<?> newUuid();

    /** {@code INSERT … SELECT} that may give identity columns their values. */
    final Query insert(Table<?> table, List<Field<Object>> columns, Select<?> rows) {
        return session.sql()
                .query(
                        "insert into {0} ({1}) overriding system value {2}",
                        table,
                        DSL.list(columns.stream().map(Field::getUnqualifiedName).toList()),
                        rows);
    }

    /**
     * An update of a table from another.
     *
     * @param table as named in a statement without an alias
     * @param rows where the new values come from
     * @param source the name that these rows go by in the other arguments
     * @param join which row of the source belongs to which row of the table
     * @param values the new values, out of the source
     * @param where which rows of the table
     */
    final Query update(
            Table<?> table,
            Select<?> rows,
            Table<?> source,
            Condition join,
            Map<Field<Object>, Field<?>> values,
            Condition where) {
        List<Field<?>> sets = new ArrayList<>();
        values.forEach((column, value) -> sets.add(DSL.field("{0} = {1}", column.getUnqualifiedName(), value)));
        return session.sql().query(updateTemplate(), table, DSL.list(sets), rows, source, join.and(where));
    }

    /** The statement of {@link #update}: {0} table, {1} assignments, {2} rows, {3} their name, {4} condition. */
    abstract String updateTemplate();

    /** Has deferrable constraints wait until {@link #settle}. */
    abstract void defer();

    /** Has deferred constraints checked now. */
    abstract void settle();

    /** Rows changed per table since {@link #lock}, as the database counts them; empty if it doesn't. */
    abstract Map<TableName, Long> countedChanges();

    /** Commits, and says so if the connection is lost meanwhile and the outcome unknown. */
    abstract void commit();

    /**
     * A column of a temporary table.
     *
     * @param name its name
     * @param type its type, in the product's words
     */
    record ColumnDefinition(String name, String type) {}
}
