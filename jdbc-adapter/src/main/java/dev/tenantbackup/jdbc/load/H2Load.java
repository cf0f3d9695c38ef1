// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.raw;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.jdbc.rights.H2Rights;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.Column;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** H2 2.x. Its identity columns are moved ahead by DDL, which commits: that is seen to before the first row is written. */
final class H2Load extends ReservingLoad {

    private boolean left;

    H2Load(JdbcSession session) {
        super(session);
    }

    @Override
    long last(String sequence) {
        return session.sql()
                .resultQuery("select next value for {0}", raw(sequence))
                .fetchSingle(0, long.class);
    }

    /** Nobody else can draw that many numbers between the two statements. */
    @Override
    void advance(String sequence, long greatest) {
        if (last(sequence) < greatest) {
            alter("alter sequence {0} restart with {1}", raw(sequence), inline(greatest + 1));
        }
    }

    @Override
    void advance(TableName table, String column, long greatest) {
        if (nextIdentity(table, column) <= greatest) {
            restart(table, column, greatest + 1);
        }
    }

    @Override
    long takeBlock(TableName table, String column, long rows) {
        long first = greatestInTheWay(table, column, nextIdentity(table, column) - 1, rows) + 1;
        restart(table, column, first + rows);
        return first;
    }

    private long nextIdentity(TableName table, String column) {
        Long base = session.sql()
                .resultQuery(
                        "select IDENTITY_BASE from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = {0} and TABLE_NAME = {1}"
                                + " and COLUMN_NAME = {2}",
                        inline(session.tables().schemaOf(table)), inline(table.name()), inline(column))
                .fetchOne(0, Long.class);
        return base == null ? 1 : base;
    }

    private void restart(TableName table, String column, long next) {
        alter(
                "alter table {0} alter column {1} restart with {2}",
                session.tables().of(table), DSL.name(column), inline(next));
    }

    /** Nobody but an administrator can see beforehand whether this is allowed. */
    private void alter(String statement, QueryPart... parts) {
        try {
            session.sql().execute(statement, parts);
        } catch (DataAccessException refused) {
            if (Failures.isMissingRight(refused)) {
                throw H2Rights.lackingAlter(session);
            }
            throw refused;
        }
    }

    @Override
    void lock(LoadPlan plan, TenantId tenant) {
        Optional<RootTable> root = plan.catalog().root();
        if (root.isEmpty()) {
            return;
        }
        Column key = plan.catalog()
                .table(root.get().table())
                .schema()
                .column(root.get().keyColumn());
        Optional<Field<?>> wanted = dialect().comparand(key, tenant.value());
        if (wanted.isEmpty()) {
            return;
        }
        try {
            session.sql()
                    .resultQuery(
                            "select 1 from {0} where {1} = {2} for update",
                            session.tables().of(root.get().table()), DSL.name(key.name()), wanted.get())
                    .fetch();
        } catch (DataAccessException locked) {
            throw new ConflictException(
                    Problem.of("The row of tenant '" + tenant
                                    + "' is locked: another restore of it is under way, or the"
                                    + " application writes it.")
                            .withTenant(tenant)
                            .withHint("wait until it has ended, then look at the tenant again before restoring.")
                            .thatMayPass(),
                    locked);
        }
    }

    @Override
    Field<?> nextOf(String sequence) {
        return field("next value for {0}", raw(sequence));
    }

    @Override
    Field<?> newUuid() {
        return field("random_uuid()");
    }

    @Override
    String updateTemplate() {
        return "merge into {0} using ({2}) as {3} on ({4}) and ({5}) when matched then update set {1}";
    }

    @Override
    String mark() {
        return session.sql().resultQuery("select session_id()").fetchSingle(0, String.class);
    }

    /** A session that answers here has done what it was told before. */
    @Override
    void leave(List<Name> tables) {
        super.leave(tables);
        left = !tables.isEmpty();
    }

    /** Waits for nothing: a session is there or gone, and only an administrator sees others' sessions. */
    @Override
    Ending ending(JdbcSession other, String mark, Duration patience) {
        if (left) {
            return Ending.OVER;
        }
        boolean over = other.sql()
                .resultQuery(
                        "select (select is_admin from INFORMATION_SCHEMA.USERS where USER_NAME = current_user)"
                                + " and not exists (select 1 from INFORMATION_SCHEMA.SESSIONS where SESSION_ID = {0})",
                        inline(Integer.parseInt(mark)))
                .fetchSingle(0, Boolean.class);
        return over ? Ending.OVER : Ending.UNKNOWN;
    }
}
