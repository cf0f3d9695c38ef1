// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.raw;
import static org.jooq.impl.DSL.val;

import dev.tenantbackup.jdbc.session.BulkCopy;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** PostgreSQL 13 or newer: temporary tables live and die with the transaction, and so does everything else. */
final class PostgresLoad extends LoadDialect {

    /** Below this, a sequence is moved by drawing numbers: it can't be lowered by mistake then. */
    private static final long DRAW_AT_MOST = 10_000;

    private Map<TableName, Long> countedBefore = Map.of();

    PostgresLoad(JdbcSession session) {
        super(session);
    }

    /** Nobody else can draw that many numbers between the two queries. */
    @Override
    void advance(String sequence, long greatest) {
        long last = last(sequence);
        if (last >= greatest) {
            return;
        }
        String move = greatest - last <= DRAW_AT_MOST
                ? "select max(nextval({0}::regclass)) from generate_series(1, {1} - {2})"
                : "select setval({0}::regclass, {1})";
        session.sql()
                .resultQuery(move, inline(sequence), inline(greatest), inline(last))
                .fetch();
    }

    @Override
    long last(String sequence) {
        return session.sql()
                .resultQuery(
                        "select case when is_called then last_value else last_value - 1 end from {0}", raw(sequence))
                .fetchSingle(0, long.class);
    }

    @Override
    void take(TableName table, String column, long numbers) {
        // identity columns have sequences
    }

    @Override
    void advance(TableName table, String column, long greatest) {
        // identity columns have sequences
    }

    @Override
    void lock(LoadPlan plan, TenantId tenant) {
        String name = "tenant-backup:" + session.schemas().get(0) + ":" + tenant;
        boolean free = Boolean.TRUE.equals(session.sql()
                .resultQuery("select pg_try_advisory_xact_lock(hashtextextended({0}, 0))", val(name))
                .fetchSingle(0, Boolean.class));
        if (!free) {
            throw new ConflictException(Problem.of("Another restore of tenant '" + tenant + "' is under way.")
                    .withTenant(tenant)
                    .withHint("wait until it has ended, then look at the tenant again before restoring.")
                    .thatMayPass());
        }
    }

    @Override
    Field<?> newNumber(TableName table, Column column, Field<?> oldValue) {
        String sequence = column.sequence();
        if (sequence != null) {
            return field("cast(nextval({0}::regclass) as {1})", inline(sequence), raw(column.type()));
        }
        return field(
                "cast((select coalesce(max({0}), 0) from {1}) + row_number() over (order by {2}) as {3})",
                DSL.name(column.name()), session.tables().of(table), oldValue, raw(column.type()));
    }

    @Override
    Field<?> newUuid() {
        return field("gen_random_uuid()");
    }

    @Override
    StagingWay wayInto(StagingTable table) throws SQLException {
        Optional<BulkCopy> copy = session.bulkCopy();
        return copy.isPresent() ? new StagingByCopy(session, copy.get(), table) : super.wayInto(table);
    }

    @Override
    boolean insertsDirectly(LoadPlan plan) throws SQLException {
        return session.bulkCopy().isPresent();
    }

    @Override
    DirectInsert directInsert(TablePlan table) throws SQLException {
        Optional<BulkCopy> copy = session.bulkCopy();
        return copy.isPresent() ? new InsertByCopy(session, copy.get(), table) : super.directInsert(table);
    }

    @Override
    BatchUpdate batchUpdate(BatchUpdate.Target target) {
        return new ArrayUpdate(session, target);
    }

    @Override
    String updateTemplate() {
        return "update {0} set {1} from ({2}) as {3} where ({4}) and ({5})";
    }

    @Override
    void defer() {
        session.sql().execute("set constraints all deferred");
        countedBefore = count();
    }

    @Override
    void settle() {
        session.sql().execute("set constraints all immediate");
    }

    @Override
    Map<TableName, Long> countedChanges() {
        Map<TableName, Long> changes = count();
        countedBefore.forEach((table, rows) -> changes.merge(table, -rows, Long::sum));
        return changes;
    }

    private Map<TableName, Long> count() {
        SqlTables tables = session.tables();
        Map<TableName, Long> counts = new TreeMap<>();
        session.sql()
                .resultQuery("select n.nspname::text, c.relname::text,"
                        + " sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::bigint"
                        + " from pg_stat_xact_user_tables s"
                        + " join pg_class c on c.oid = coalesce(pg_partition_root(s.relid), s.relid)"
                        + " join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname !~ '^pg_temp' group by 1, 2")
                .forEach(row -> {
                    String schema = row.get(0, String.class);
                    boolean isDefault = tables.defaultSchema().equals(schema);
                    counts.put(
                            TableName.of(isDefault ? null : schema, row.get(1, String.class)), row.get(2, Long.class));
                });
        return counts;
    }

    /** The transaction's number; whoever waits for its lock waits for its end. */
    @Override
    String mark() {
        String transaction =
                session.sql().resultQuery("select pg_current_xact_id()::text").fetchSingle(0, String.class);
        session.sql()
                .resultQuery("select pg_advisory_xact_lock(hashtextextended({0}, 0))", val(lockOf(transaction)))
                .fetch();
        return transaction;
    }

    private static String lockOf(String transaction) {
        return "tenant-backup commit " + transaction;
    }

    @Override
    Ending ending(JdbcSession other, String mark, Duration patience) {
        try {
            other.sql().execute("set local lock_timeout = " + patience.toMillis());
            other.sql()
                    .resultQuery("select pg_advisory_xact_lock_shared(hashtextextended({0}, 0))", val(lockOf(mark)))
                    .fetch();
        } catch (DataAccessException stillUnderWay) {
            return Ending.UNKNOWN;
        }
        String status = other.sql()
                .resultQuery("select pg_xact_status({0}::xid8)", val(mark))
                .fetchOne(0, String.class);
        return "committed".equals(status)
                ? Ending.COMMITTED
                : "aborted".equals(status) ? Ending.ROLLED_BACK : Ending.UNKNOWN;
    }

    @Override
    Problem outcomeUnknown(String mark) {
        return super.outcomeUnknown(mark)
                .withHint("ask the database: select pg_xact_status('" + mark
                        + "'); 'committed' means the change is there as a whole.");
    }
}
