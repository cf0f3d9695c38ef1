// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** PostgreSQL 12 and newer. */
public final class PostgresDialect extends Dialect {

    /**
     * Settings that change how a value or a name prints, what a literal or a condition means, whether a row is seen, or how
     * long a statement may take: a table is read and written by one; in force until the transaction ends.
     */
    private static final List<String> PINS = List.of(
            "TimeZone = 'UTC'",
            "DateStyle = 'ISO, YMD'",
            "IntervalStyle = 'postgres'",
            "bytea_output = 'hex'",
            "extra_float_digits = 3",
            "lc_monetary = 'C'",
            "xmloption = 'content'",
            "array_nulls = on",
            "standard_conforming_strings = on",
            "quote_all_identifiers = off",
            "transform_null_equals = off",
            "row_security = off",
            "statement_timeout = 0",
            "idle_in_transaction_session_timeout = 0");

    private static final String FENCE_PASS = "tenant_backup.fence_pass";

    private static final String CANONICAL_INTEGER = "^(0|-?[1-9][0-9]{0,17})$";
    private static final String INTEGER_OF_19_DIGITS = "^-?[1-9][0-9]{18}$";
    private static final String CANONICAL_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    PostgresDialect() {
        super(SQLDialect.POSTGRES, "PostgreSQL");
    }

    @Override
    public String currentSchema(DSLContext sql) {
        String schema = sql.resultQuery("select current_schema()").fetchOne(0, String.class);
        return schema == null ? "public" : schema;
    }

    @Override
    public LiveCatalog catalog(DSLContext sql, List<String> schemas) {
        return new PostgresCatalog(sql, schemas);
    }

    @Override
    public PinnedSettings pin(Connection connection, Access access) throws SQLException {
        StringBuilder opening = new StringBuilder("set transaction isolation level repeatable read, ")
                .append(access == Access.READ ? "read only" : "read write");
        PINS.forEach(pin -> opening.append("; set local ").append(pin));
        opening.append(PostgresPins.ofHost(connection));
        return new PinnedSettings() {
            @Override
            public void begin() throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(opening.toString());
                }
            }

            @Override
            public void restore() {
                // everything was local to the transaction
            }
        };
    }

    @Override
    public void holdDefinitions(DSLContext sql, List<Table<?>> tables, Duration patience) {
        if (tables.isEmpty()) {
            return;
        }
        sql.execute("set local lock_timeout = " + Math.max(1, patience.toMillis()));
        sql.execute("lock table {0} in access share mode", DSL.list(tables));
    }

    @Override
    public ViewIdentity viewIdentity(DSLContext sql) {
        Record view = sql.resultQuery("select txid_current_snapshot()::text, statement_timestamp()")
                .fetchSingle();
        return new ViewIdentity(
                view.get(0, String.class), view.get(1, OffsetDateTime.class).toInstant());
    }

    @Override
    public Optional<String> exportView(DSLContext sql) {
        return Optional.ofNullable(
                sql.resultQuery("select pg_export_snapshot()").fetchOne(0, String.class));
    }

    @Override
    public void joinView(DSLContext sql, String exported) {
        sql.execute("set transaction snapshot {0}", DSL.inline(exported));
    }

    /** The transaction's own number, and the first that it did not see through to its end. */
    @Override
    public Optional<String> moment(DSLContext sql) {
        return Optional.ofNullable(sql.resultQuery(
                        "select pg_current_xact_id()::xid || ':' || pg_snapshot_xmin(pg_current_snapshot())::xid")
                .fetchOne(0, String.class));
    }

    /** By age, since numbers begin again from time to time; a number out of reach counts as a later one. */
    @Override
    public Condition isSince(Table<?> row, String moment) {
        String[] numbers = moment.split(":", 2);
        Field<?> version = DSL.field(row.getQualifiedName().append("xmin"));
        return DSL.condition(
                "{0} <> {1}::xid and age({0}) <= age({2}::xid)",
                version, DSL.inline(numbers[0]), DSL.inline(numbers[1]));
    }

    @Override
    public void useNoHelpers(DSLContext sql) {
        sql.execute("set local max_parallel_workers_per_gather = 0");
    }

    @Override
    public Set<List<String>> tablesWithHeirs(DSLContext sql, List<String> schemas) {
        return new HashSet<>(sql.resultQuery(
                        "select distinct n.nspname::text, c.relname::text from pg_inherits i"
                                + " join pg_class c on c.oid = i.inhparent join pg_namespace n on n.oid = c.relnamespace"
                                + " where c.relkind = 'r' and n.nspname in ({0})",
                        PostgresCatalog.literals(schemas))
                .fetch(row -> List.of(row.get(0, String.class), row.get(1, String.class))));
    }

    @Override
    public Table<?> withoutHeirs(Table<?> table) {
        return DSL.table("only {0}", table);
    }

    @Override
    public Field<String> textOf(Column column, Field<?> value) {
        if (column.form() == ValueForm.BINARY) {
            return DSL.field("encode({0}, 'hex')", SQLDataType.CLOB, value);
        }
        if (PostgresTypes.isBlankPadded(column.type())) {
            // a cast to text would cut trailing blanks off
            return DSL.field("textin(bpcharout({0}))", SQLDataType.CLOB, value);
        }
        return DSL.field("cast({0} as text)", SQLDataType.CLOB, value);
    }

    @Override
    public Field<?> valueOf(Column column, Field<?> bound) {
        if (column.form() == ValueForm.BINARY) {
            return DSL.field("decode({0}, 'hex')", bound);
        }
        return DSL.field("cast({0} as {1})", bound, DSL.raw(PostgresTypes.withoutLimit(column.type())));
    }

    @Override
    public Field<?> bytesOf(Field<String> text) {
        return DSL.field("{0} collate \"C\"", SQLDataType.CLOB, text);
    }

    /** An index over one kind of integer can be searched with another, but not with a numeric. */
    @Override
    Optional<? extends Number> number(Column column, String text) {
        return PostgresTypes.isInteger(column.type()) ? CanonicalText.integer(text) : CanonicalText.number(text);
    }

    @Override
    String rowEstimateTemplate() {
        return "select n.nspname::text, c.relname::text, cast(c.reltuples as bigint) from pg_class c"
                + " join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname in ({0})";
    }

    @Override
    public boolean isCharacter(Column column) {
        return PostgresTypes.isCharacter(column.type());
    }

    /** Two texts would have to be compared for every row of the other table, whoever's it is. */
    @Override
    public Optional<Field<?>> asKey(Column key, Column referring, Field<?> value) {
        boolean isNumber = PostgresTypes.isInteger(key.type());
        if (!isCharacter(referring) || !(isNumber || key.form() == ValueForm.UUID)) {
            return Optional.empty();
        }
        Field<?> text = bytesOf(textOf(referring, value));
        return Optional.of(isNumber ? integer(text) : uuid(text));
    }

    private static Field<?> integer(Field<?> text) {
        return DSL.field(
                "case when {0} ~ {1} then cast({0} as bigint)"
                        + " when {0} ~ {2} and cast({0} as numeric) between {3} and {4} then cast({0} as bigint) end",
                text,
                DSL.inline(CANONICAL_INTEGER),
                DSL.inline(INTEGER_OF_19_DIGITS),
                DSL.inline(Long.MIN_VALUE),
                DSL.inline(Long.MAX_VALUE));
    }

    private static Field<?> uuid(Field<?> text) {
        return DSL.field("case when {0} ~ {1} then cast({0} as uuid) end", text, DSL.inline(CANONICAL_UUID));
    }

    @Override
    public String fencePass() {
        return "pg_catalog.current_setting('" + FENCE_PASS + "', true)";
    }

    @Override
    public void showFencePass(DSLContext sql, String pass) {
        sql.resultQuery("select pg_catalog.set_config('" + FENCE_PASS + "', {0}, true)", DSL.inline(pass))
                .fetch();
    }

    @Override
    public String temporaryTableTemplate() {
        return "create temporary table {0} ({1}) on commit drop";
    }

    @Override
    public Optional<String> temporaryIndexTemplate() {
        return Optional.empty();
    }

    @Override
    public Optional<String> dropTemporaryTemplate() {
        return Optional.empty();
    }

    @Override
    public Field<String> digestOf(Field<String> text) {
        return DSL.field("md5({0})", SQLDataType.CLOB, text);
    }

    @Override
    public boolean asksRowByRow() {
        return false;
    }

    /** A cast to text costs as much as the rest of the query, where COPY prints the same text without one. */
    @Override
    public Field<?> copiedTextOf(Column column, Field<?> value) {
        return PostgresTypes.printsItsText(column.type()) ? value : textOf(column, value);
    }

    @Override
    public boolean copiesInBulk() {
        return true;
    }

    @Override
    boolean areAlike(Column one, Column other) {
        String type = PostgresTypes.withoutLimit(one.type());
        return PostgresTypes.hasEquality(type) && Objects.equals(type, PostgresTypes.withoutLimit(other.type()));
    }
}
