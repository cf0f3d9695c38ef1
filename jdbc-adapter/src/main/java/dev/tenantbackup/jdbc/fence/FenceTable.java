// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The table of the fences that are up, a row each: what is in it is up, whoever put it there. */
final class FenceTable {

    static final TableName NAME = TableName.of(FenceObjects.TABLE);

    private static final Field<String> TENANT = text("tenant");
    private static final Field<String> PASS = text("pass");
    private static final Field<String> MESSAGE = text("message");
    private static final Field<String> ACTOR = text("actor");
    private static final Field<String> REASON = text("reason");
    private static final Field<String> RAISED_AT = text("raised_at");
    private static final Field<String> EFFECTIVE_SINCE = text("effective_since");

    private final JdbcSession session;
    private final Table<?> table;

    FenceTable(JdbcSession session) {
        this.session = session;
        this.table = of(session.tables());
    }

    /** The table as statements name it. */
    static Table<?> of(SqlTables tables) {
        return tables.of(NAME);
    }

    private static Field<String> text(String column) {
        return DSL.field(DSL.name(column), SQLDataType.VARCHAR);
    }

    List<FenceRow> all() {
        return session.sql().select().from(table).orderBy(TENANT).fetch(FenceTable::row);
    }

    Optional<FenceRow> find(TenantId tenant) {
        return session.sql()
                .select()
                .from(table)
                .where(TENANT.eq(tenant.value()))
                .fetchOptional(FenceTable::row);
    }

    /** Puts a fence up. */
    Query insert(FenceRow row) {
        RaisedFence fence = row.fence();
        return session.sql()
                .insertInto(table, TENANT, PASS, MESSAGE, ACTOR, REASON, RAISED_AT)
                .values(
                        row.tenant().value(),
                        row.pass(),
                        row.message(),
                        fence.actor().name(),
                        fence.reason(),
                        fence.raisedAt().toString());
    }

    /** Says that a fence is effective, unless it was lifted. */
    Query markEffective(FenceRow row, Instant now) {
        return session.sql()
                .update(table)
                .set(EFFECTIVE_SINCE, now.toString())
                .where(TENANT.eq(row.tenant().value()))
                .and(PASS.eq(row.pass()))
                .and(EFFECTIVE_SINCE.isNull());
    }

    Query delete(FenceRow row) {
        return session.sql()
                .deleteFrom(table)
                .where(TENANT.eq(row.tenant().value()))
                .and(PASS.eq(row.pass()));
    }

    private static FenceRow row(Record row) {
        String since = row.get(EFFECTIVE_SINCE);
        RaisedFence fence = new RaisedFence(
                TenantId.of(row.get(TENANT)),
                FenceLevel.WRITES,
                Actor.of(row.get(ACTOR)),
                row.get(REASON),
                Instant.parse(row.get(RAISED_AT)),
                since == null ? null : Instant.parse(since));
        return new FenceRow(fence, row.get(PASS));
    }
}
