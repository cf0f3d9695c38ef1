// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.jdbc.session.TemporaryTables;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Intent.Purpose;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import dev.tenantbackup.schema.TableSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What products do differently when they write. One per load, since it remembers the numbers reserved for it. */
abstract sealed class LoadDialect permits PostgresLoad, ReservingLoad {

    /** Classes of SQL states of a transaction that was rolled back: a constraint was violated, a conflict with others. */
    private static final Set<String> ROLLED_BACK = Set.of("23", "40");

    /** Of one of these classes, and yet it says that nobody knows. */
    private static final String COMPLETION_UNKNOWN = "40003";

    final JdbcSession session;
    final RowMatch match;
    private final TemporaryTables temporaryTables;

    LoadDialect(JdbcSession session) {
        this.session = session;
        this.match = new RowMatch(session.dialect());
        this.temporaryTables = new TemporaryTables(session);
    }

    static LoadDialect of(JdbcSession session) {
        return switch (session.dialect().product()) {
            case "H2" -> new H2Load(session);
            case "MariaDB" -> new MariaDbLoad(session);
            case "PostgreSQL" -> new PostgresLoad(session);
            default -> throw new IllegalStateException("no way to write to " + session.dialect());
        };
    }

    final TemporaryTables temporaryTables() {
        return temporaryTables;
    }

    final Dialect dialect() {
        return session.dialect();
    }

    /** Moves generators beyond what the load brings; before anything else, in a transaction that is committed at once. */
    final void reserve(LoadPlan plan) {
        plan.demand().forEach((domain, rows) -> {
            Column column = plan.table(domain.table()).column(domain.column());
            if (domain.allocation() == Allocation.GENERATOR && rows > 0) {
                reserve(domain.table(), column, rows);
            }
        });
        if (plan.intent().purpose() != Purpose.APPLY) {
            return;
        }
        plan.greatestKeys().forEach((table, greatest) -> {
            for (String key : plan.table(table).key()) {
                Column column = plan.table(table).column(key);
                if (column.sequence() != null) {
                    advance(column.sequence(), greatest);
                } else if (column.identity() != Identity.NONE) {
                    advance(table, key, greatest);
                }
            }
        });
    }

    private void reserve(TableName table, Column column, long numbers) {
        String sequence = column.sequence();
        if (sequence == null) {
            take(table, column.name(), numbers);
        } else {
            advance(sequence, greatestInTheWay(table, column.name(), last(sequence), numbers));
        }
    }

    /** A number that a sequence is past. */
    abstract long last(String sequence);

    /** Moves a sequence beyond a number, never back. */
    abstract void advance(String sequence, long greatest);

    /** Sets numbers aside of a column that is numbered without a sequence. */
    abstract void take(TableName table, String column, long numbers);

    /** Has a column that is numbered without a sequence go on beyond a number, never back. */
    abstract void advance(TableName table, String column, long greatest);

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

    /** Drops temporary tables, and lets go of whatever else the end of the transaction leaves behind. */
    void leave(List<Name> tables) {
        temporaryTables.drop(tables);
    }

    /** A new number per row of a select: from the column's generator, or counted up from the greatest there is. */
    abstract Field<?> newNumber(TableName table, Column column, Field<?> oldValue);

    abstract Field<?> newUuid();

    /** {@code INSERT … SELECT} that may give identity columns their values. */
    final Query insert(Table<?> table, List<Field<Object>> columns, Select<?> rows) {
        return session.sql()
                .query(
                        insertTemplate(),
                        table,
                        DSL.list(columns.stream().map(Field::getUnqualifiedName).toList()),
                        rows);
    }

    /** The statement of {@link #insert}: {0} table, {1} columns, {2} rows. */
    String insertTemplate() {
        return "insert into {0} ({1}) overriding system value {2}";
    }

    /** Whether a table takes several rows of a select at once. */
    boolean insertsInSets(TableSchema table) {
        return true;
    }

    /** Whether a foreign key that isn't deferred has to hold when a statement ends, not before. */
    boolean checksWholeStatements() {
        return true;
    }

    /** A way to give many rows of a temporary table another value each. */
    BatchUpdate batchUpdate(BatchUpdate.Target target) {
        return new BatchUpdate(session, target);
    }

    /**
     * An update of a table from another.
     *
     * @param plan the table's plan
     * @param table as named in a statement without an alias
     * @param rows where the new values come from
     * @param source the name that these rows go by in the other arguments
     * @param join which row of the source belongs to which row of the table
     * @param values the new values, out of the source
     * @param where which rows of the table
     */
    final Query update(
            TablePlan plan,
            Table<?> table,
            Select<?> rows,
            Table<?> source,
            Condition join,
            Map<Field<Object>, Field<?>> values,
            Condition where) {
        return session.sql()
                .query(updateTemplate(), table, assignments(plan, table, values), rows, source, join, where);
    }

    final QueryPart assignments(TablePlan plan, Table<?> table, Map<Field<Object>, Field<?>> values) {
        Map<Field<Object>, Field<?>> all = new LinkedHashMap<>(values);
        followersOfTheClock(plan).forEach(column -> {
            Field<Object> field = SqlTables.column(table, column);
            all.putIfAbsent(field, field);
        });
        List<Field<?>> sets = new ArrayList<>();
        all.forEach((column, value) -> sets.add(DSL.field("{0} = {1}", assigned(column), value)));
        return DSL.list(sets);
    }

    /** Columns that every update changes unless it names them. */
    List<String> followersOfTheClock(TablePlan plan) {
        return List.of();
    }

    /** A column as an assignment names it. */
    QueryPart assigned(Field<Object> column) {
        return column.getUnqualifiedName();
    }

    /**
     * An update of those rows of a table that are staged.
     *
     * @param staged the table's staging table under an alias
     * @param isStaged which of its rows
     * @param values the new values, out of the table itself
     * @param where which rows of the table
     */
    Query update(
            TablePlan plan,
            Table<?> table,
            Table<?> staged,
            Condition isStaged,
            Map<Field<Object>, Field<?>> values,
            Condition where) {
        return session.sql()
                .update(table)
                .set(values)
                .where(match.among(plan, table, staged, isStaged))
                .and(where);
    }

    /** A deletion of those rows of a table that are staged; see {@link #update(TablePlan, Table, Table, Condition, Map, Condition)}. */
    Query delete(TablePlan plan, Table<?> table, Table<?> staged, Condition isStaged, Condition where) {
        return session.sql()
                .deleteFrom(table)
                .where(match.among(plan, table, staged, isStaged))
                .and(where);
    }

    /** Takes rows into a staging table. */
    final StagingSink stager(StagingTable table) throws SQLException {
        return new RowStager(wayInto(table));
    }

    /** Whether there is a {@link #directInsert} for tables of this plan. */
    boolean insertsDirectly(LoadPlan plan) throws SQLException {
        return false;
    }

    /** Inserts rows that have not been staged. */
    DirectInsert directInsert(TablePlan table) throws SQLException {
        throw new IllegalStateException("rows of " + table.name() + " have to be staged");
    }

    /** The fastest way into a staging table that the connection lets us have. */
    StagingWay wayInto(StagingTable table) throws SQLException {
        return new StagingByInsert(session, table);
    }

    /** The statement of {@link #update}: {0} table, {1} assignments, {2} rows, {3} their name, {4} join, {5} where. */
    abstract String updateTemplate();

    /** Has deferrable constraints wait until {@link #settle}. */
    abstract void defer();

    /** Has deferred constraints checked now. */
    abstract void settle();

    /** Rows changed per table since {@link #lock}, as the database counts them; empty if it doesn't. */
    abstract Map<TableName, Long> countedChanges();

    /** Makes the open transaction known by a mark, so that another session can {@linkplain #ending ask} for it. */
    abstract String mark();

    /**
     * How a transaction ended; waits until it has.
     *
     * @param other a session, other than that of the transaction
     * @param mark of the transaction
     * @param patience how long to wait at most
     */
    abstract Ending ending(JdbcSession other, String mark, Duration patience);

    /** What became of a transaction, as far as can be said. */
    enum Ending {
        COMMITTED,
        ROLLED_BACK,
        /** One or the other. */
        OVER,
        /** Nobody knows whether it has ended. */
        UNKNOWN
    }

    /**
     * Whether a commit that failed like this was rolled back for certain: a constraint did not hold, or others were in the
     * way. Whatever else fails, a lost connection, a timeout, a proxy's own words, may have failed after the commit.
     */
    static boolean meansRolledBack(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && !state.equals(COMPLETION_UNKNOWN)
                && ROLLED_BACK.stream().anyMatch(state::startsWith);
    }

    /** What to say if nobody knows how a transaction with this mark has ended. */
    Problem outcomeUnknown(String mark) {
        return Problem.of(
                        "Outcome unknown: the commit failed or its answer was lost, and it could not be looked up whether"
                                + " the change is there.")
                .withHint("compare the tenant with the backup before trying again.");
    }
}
