// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.raw;
import static org.jooq.impl.DSL.val;

import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.LoadData;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB with InnoDB. An update or delete locks every row that it reads, so that staged rows always come first in the
 * join, and lead to live ones by their key.
 */
final class MariaDbLoad extends ReservingLoad {

    /** Numbers left out before a block: others may draw them while it is taken. */
    private static final long MARGIN = 1_000;

    private static final String RANDOM_UUID = "lower(concat_ws('-', hex(random_bytes(4)), hex(random_bytes(2)),"
            + " concat('4', substr(hex(random_bytes(2)), 2)),"
            + " concat(substr('89AB', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2)),"
            + " hex(random_bytes(6))))";

    private @Nullable String lock;
    private @Nullable String mark;

    MariaDbLoad(JdbcSession session) {
        super(session);
    }

    @Override
    long last(String sequence) {
        return session.sql().resultQuery("select nextval({0})", raw(sequence)).fetchSingle(0, long.class);
    }

    /** The server never moves a sequence back. */
    @Override
    void advance(String sequence, long greatest) {
        session.sql()
                .resultQuery("select setval({0}, {1})", raw(sequence), inline(greatest))
                .fetch();
    }

    /** A row with a greater number moves the counter. */
    @Override
    void advance(TableName table, String column, long greatest) {
        // the load's own rows do
    }

    /**
     * Draws the block's last number by inserting a row that is rolled back, which the counter is not; where no row goes in
     * without more ado, the counter itself is set, which takes the right to alter the table.
     */
    @Override
    long takeBlock(TableName table, String column, long rows) {
        Long next = session.sql()
                .resultQuery(
                        "select AUTO_INCREMENT from information_schema.TABLES"
                                + " where TABLE_SCHEMA = {0} and TABLE_NAME = {1}",
                        inline(session.tables().schemaOf(table)), inline(table.name()))
                .fetchOne(0, Long.class);
        long first = greatestInTheWay(table, column, (next == null ? 0 : next - 1) + MARGIN, rows) + 1;
        try {
            session.sql()
                    .execute(
                            "set statement sql_mode = 'NO_AUTO_VALUE_ON_ZERO', foreign_key_checks = 0,"
                                    + " check_constraint_checks = 0 for insert into {0} ({1}) values ({2})",
                            session.tables().of(table), name(column), inline(first + rows - 1));
            session.sql().execute("rollback");
        } catch (DataAccessException refused) {
            session.sql().execute("rollback");
            session.sql()
                    .execute(
                            "alter table {0} auto_increment = {1}",
                            session.tables().of(table), inline(first + rows));
        }
        return first;
    }

    /** Held by the connection rather than by the transaction, and by the server rather than by the database. */
    @Override
    void lock(LoadPlan plan, TenantId tenant) {
        String secret = session.schemas().get(0) + ":" + tenant;
        String wanted = "tenant-backup:" + UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8));
        Integer got = session.sql()
                .resultQuery("select get_lock({0}, 0)", val(wanted))
                .fetchOne(0, Integer.class);
        if (got == null || got != 1) {
            throw new ConflictException(Problem.of("Another restore of tenant '" + tenant + "' is under way.")
                    .withTenant(tenant)
                    .withHint("wait until it has ended, then look at the tenant again before restoring.")
                    .thatMayPass());
        }
        lock = wanted;
    }

    @Override
    void leave(List<Name> tables) {
        try {
            super.leave(tables);
        } finally {
            unlock();
        }
    }

    private void unlock() {
        release(session, lock);
        lock = null;
        release(session, mark);
        mark = null;
    }

    /** Asked anew for each table: what lets us write to one may not let us write to another. */
    @Override
    StagingWay wayInto(StagingTable table) throws SQLException {
        Optional<StagingWay> loading =
                LoadData.of(session.connection()).flatMap(load -> StagingByLoad.into(table, session, load));
        return loading.isPresent() ? loading.get() : super.wayInto(table);
    }

    @Override
    boolean insertsDirectly(LoadPlan plan) throws SQLException {
        Optional<LoadData> load = LoadData.of(session.connection());
        return load.isPresent()
                && plan.tables().stream()
                        .limit(1)
                        .allMatch(table -> into(table, load.get()).isAllowed());
    }

    @Override
    DirectInsert directInsert(TablePlan table) throws SQLException {
        Optional<LoadData> load = LoadData.of(session.connection());
        return load.isPresent() ? new InsertByLoad(into(table, load.get())) : super.directInsert(table);
    }

    private LoadTarget into(TablePlan table, LoadData load) {
        return new LoadTarget(session, load, session.tables().of(table.name()), table, List.of());
    }

    @Override
    BatchUpdate batchUpdate(BatchUpdate.Target target) {
        return new JoinUpdate(session, target);
    }

    private static void release(JdbcSession holder, @Nullable String held) {
        if (held != null) {
            holder.sql().resultQuery("select release_lock({0})", val(held)).fetch();
        }
    }

    /** A lock that the connection keeps until it ends, and with it the transaction. */
    @Override
    String mark() {
        String wanted = "tenant-backup-commit:" + UUID.randomUUID();
        session.sql().resultQuery("select get_lock({0}, 0)", val(wanted)).fetch();
        mark = wanted;
        return wanted;
    }

    @Override
    Ending ending(JdbcSession other, String transaction, Duration patience) {
        Integer got = other.sql()
                .resultQuery("select get_lock({0}, {1})", val(transaction), inline(patience.toSeconds()))
                .fetchOne(0, Integer.class);
        if (got == null || got != 1) {
            return Ending.UNKNOWN;
        }
        release(other, transaction);
        return Ending.OVER;
    }

    @Override
    Field<?> nextOf(String sequence) {
        return field("nextval({0})", raw(sequence));
    }

    @Override
    Field<?> newUuid() {
        return field(RANDOM_UUID);
    }

    @Override
    String insertTemplate() {
        return "insert into {0} ({1}) {2}";
    }

    /**
     * With a trigger that fires before, some versions take every NOT NULL column of a select's second row for NULL, and
     * refuse it. Those of a fence fire after.
     */
    @Override
    boolean insertsInSets(TableSchema table) {
        return table.triggers().stream().map(Trigger::name).allMatch(FenceObjects::isTrigger);
    }

    @Override
    String updateTemplate() {
        return "update ({2}) as {3} straight_join {0} on {4} set {1} where {5}";
    }

    @Override
    List<String> followersOfTheClock(TablePlan plan) {
        return plan.table().schema().storedColumns().stream()
                .filter(column ->
                        column.type().startsWith("timestamp") || column.type().startsWith("datetime"))
                .map(Column::name)
                .toList();
    }

    @Override
    QueryPart assigned(Field<Object> column) {
        return column;
    }

    @Override
    Query update(
            TablePlan plan,
            Table<?> table,
            Table<?> staged,
            Condition isStaged,
            Map<Field<Object>, Field<?>> values,
            Condition where) {
        Table<?> chosen = DSL.table(name("tb_chosen"));
        return session.sql()
                .query(
                        "update {0} straight_join {1} on {2} set {3}",
                        chosen(plan, table, staged, isStaged.and(where), chosen),
                        table,
                        match.same(plan, chosen, table),
                        assignments(plan, table, values));
    }

    @Override
    Query delete(TablePlan plan, Table<?> table, Table<?> staged, Condition isStaged, Condition where) {
        Table<?> chosen = DSL.table(name("tb_chosen"));
        return session.sql()
                .query(
                        "delete {1} from {0} straight_join {1} on {2}",
                        chosen(plan, table, staged, isStaged.and(where), chosen),
                        table,
                        match.same(plan, chosen, table));
    }

    /** The keys of the rows in question, found first: a row can't be asked about others of a table that is written. */
    private QueryPart chosen(TablePlan plan, Table<?> table, Table<?> staged, Condition where, Table<?> as) {
        Select<?> keys = DSL.selectDistinct(SqlTables.columns(table, plan.key()))
                .from(staged.straightJoin(table).on(match.same(plan, staged, table)))
                .where(where);
        return DSL.sql("({0}) as {1}", keys, as);
    }
}
