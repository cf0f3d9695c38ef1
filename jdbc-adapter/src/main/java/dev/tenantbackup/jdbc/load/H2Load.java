// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.raw;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * H2 2.x. Its temporary tables outlive transactions, and its identity columns are moved ahead by DDL, which commits: both
 * are seen to before the first row is written.
 */
final class H2Load extends LoadDialect {

    private final Map<TableName, Long> reserved = new HashMap<>();

    H2Load(JdbcSession session) {
        super(session);
    }

    @Override
    void reserve(LoadPlan plan) {
        plan.demand().forEach((domain, rows) -> {
            Column column = plan.table(domain.table()).column(domain.column());
            if (domain.allocation() != Allocation.GENERATOR || rows == 0) {
                return;
            }
            String sequence = column.sequence();
            if (sequence == null) {
                reserved.put(domain.table(), takeBlock(domain.table(), column.name(), rows));
            } else {
                long drawn = draw(sequence);
                advance(sequence, drawn, greatestInTheWay(domain.table(), column.name(), drawn, rows));
            }
        });
        plan.greatestKeys().forEach((table, greatest) -> {
            for (String key : plan.table(table).key()) {
                String sequence = plan.table(table).column(key).sequence();
                if (sequence != null) {
                    advance(sequence, draw(sequence), greatest);
                } else if (plan.table(table).column(key).identity() != Identity.NONE
                        && nextIdentity(table, key) <= greatest) {
                    restart(table, key, greatest + 1);
                }
            }
        });
    }

    private long draw(String sequence) {
        return session.sql()
                .resultQuery("select next value for {0}", raw(sequence))
                .fetchSingle(0, long.class);
    }

    /** Moves a sequence beyond a number, never back: nobody else can draw that many numbers between the two statements. */
    private void advance(String sequence, long drawn, long greatest) {
        if (drawn < greatest) {
            session.sql().execute("alter sequence {0} restart with {1}", raw(sequence), inline(greatest + 1));
        }
    }

    /** Takes a block of numbers out of an identity column's range; gives the block's first. */
    private long takeBlock(TableName table, String column, long rows) {
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
        session.sql()
                .execute(
                        "alter table {0} alter column {1} restart with {2}",
                        session.tables().of(table), DSL.name(column), inline(next));
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
    String temporaryTableTemplate() {
        return "create local temporary table {0} ({1}) not persistent transactional";
    }

    @Override
    boolean canIndexLater() {
        return false;
    }

    @Override
    void index(Name table, List<String> columns) {
        // would commit; unique keys were declared with the table
    }

    @Override
    void analyze(Name table) {
        // would commit
    }

    @Override
    void drop(List<Name> tables) {
        tables.forEach(table -> session.sql().execute("drop table if exists {0}", table));
    }

    @Override
    Field<?> newNumber(TableName table, Column column, Field<?> oldValue) {
        String sequence = column.sequence();
        if (sequence != null) {
            return field("next value for {0}", raw(sequence));
        }
        Field<?> base = column.identity() == Identity.NONE
                ? field(
                        "(select coalesce(max({0}), 0) from {1})",
                        DSL.name(column.name()), session.tables().of(table))
                : inline(reserved.getOrDefault(table, 1L) - 1);
        return field("cast({0} + row_number() over (order by {1}) as {2})", base, oldValue, raw(column.type()));
    }

    @Override
    Field<?> newUuid() {
        return field("random_uuid()");
    }

    @Override
    String updateTemplate() {
        return "merge into {0} using ({2}) as {3} on ({4}) when matched then update set {1}";
    }

    @Override
    void defer() {
        // knows no deferrable constraints
    }

    @Override
    void settle() {
        // every constraint was checked at once
    }

    @Override
    Map<TableName, Long> countedChanges() {
        return Map.of();
    }

    @Override
    void commit() {
        try {
            session.commitLast();
        } catch (SQLException failed) {
            String state = failed.getSQLState();
            if (state == null || !(state.startsWith("08") || state.startsWith("90"))) {
                throw new DataAccessException("commit", failed);
            }
            throw new OutcomeUnknownException(
                    Problem.of("Outcome unknown: the connection was lost while committing.")
                            .withHint("compare the tenant with the backup before trying again."),
                    failed);
        }
    }
}
