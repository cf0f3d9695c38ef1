// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** H2 2.x in its regular mode. Its snapshot outlives other sessions' TRUNCATE and ALTER, so nothing needs to be held. */
public final class H2Dialect extends Dialect {

    /** One view across tables; REPEATABLE READ has one per table. */
    private static final int SNAPSHOT = 6;

    private static final String CANONICAL_INTEGER = "^(0|-?[1-9][0-9]{0,18})$";
    private static final String CANONICAL_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    H2Dialect() {
        super(SQLDialect.H2, "H2");
    }

    @Override
    public String currentSchema(DSLContext sql) {
        return sql.resultQuery("select current_schema").fetchSingle(0, String.class);
    }

    @Override
    public LiveCatalog catalog(DSLContext sql, List<String> schemas) {
        return new H2Catalog(sql, schemas);
    }

    @Override
    public PinnedSettings pin(Connection connection, Access access) throws SQLException {
        String timeZone = using(connection)
                .resultQuery("select SETTING_VALUE from INFORMATION_SCHEMA.SETTINGS where SETTING_NAME = 'TIME ZONE'")
                .fetchSingle(0, String.class);
        connection.setTransactionIsolation(SNAPSHOT);
        setTimeZone(connection, "UTC");
        connection.commit();
        return new PinnedSettings() {
            @Override
            public void begin() {
                // the session's settings outlive its transactions
            }

            @Override
            public void restore() throws SQLException {
                setTimeZone(connection, timeZone);
            }
        };
    }

    private static void setTimeZone(Connection connection, String timeZone) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone '" + timeZone.replace("'", "''") + "'");
        }
    }

    @Override
    public void holdDefinitions(DSLContext sql, List<Table<?>> tables, Duration patience) {
        // its snapshot keeps the old definition and the old rows
    }

    @Override
    public ViewIdentity viewIdentity(DSLContext sql) {
        Record view =
                sql.resultQuery("select session_id(), current_timestamp(9)").fetchSingle();
        OffsetDateTime takenAt = view.get(1, OffsetDateTime.class);
        return new ViewIdentity(
                "session " + view.get(0, Integer.class) + " at " + takenAt.toInstant(), takenAt.toInstant());
    }

    @Override
    public Field<String> textOf(Column column, Field<?> value) {
        if (column.form() == ValueForm.BINARY) {
            return DSL.field("lower(rawtohex({0}))", SQLDataType.CLOB, value);
        }
        if (column.form() == ValueForm.BOOLEAN) {
            return DSL.field("lower(cast({0} as varchar))", SQLDataType.CLOB, value);
        }
        if (H2Types.isArray(column.type())) {
            return DSL.field(
                    "cast(cast({0} as {1}) as json)",
                    SQLDataType.CLOB, value, DSL.raw(H2Types.textArray(column.type())));
        }
        return DSL.field("cast({0} as varchar)", SQLDataType.CLOB, value);
    }

    @Override
    public Field<?> valueOf(Column column, Field<?> bound) {
        if (column.form() == ValueForm.JSON) {
            return DSL.field("cast({0} format json as json)", bound);
        }
        if (column.form() == ValueForm.BINARY || H2Types.isCharacter(column.type())) {
            return bound;
        }
        return DSL.field("cast({0} as {1})", bound, DSL.raw(column.type()));
    }

    @Override
    public Object bindable(Column column, String text) {
        if (column.form() == ValueForm.BINARY) {
            return HexFormat.of().parseHex(text);
        }
        int depth = H2Types.arrayDepth(column.type());
        return depth == 0 ? text : H2ArrayText.parse(text, depth);
    }

    @Override
    public Field<?> bytesOf(Field<String> text) {
        return DSL.field("cast({0} as varbinary)", SQLDataType.BLOB, text);
    }

    /** What an integer column can't hold is refused while its index is searched. */
    @Override
    Optional<? extends Number> number(Column column, String text) {
        return H2Types.isInteger(column.type())
                ? CanonicalText.integer(text).filter(number -> H2Types.isInRange(column.type(), number))
                : CanonicalText.number(text);
    }

    @Override
    String rowEstimateTemplate() {
        return "select TABLE_SCHEMA, TABLE_NAME, ROW_COUNT_ESTIMATE from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA in ({0})";
    }

    @Override
    public boolean isCharacter(Column column) {
        return H2Types.isCharacter(column.type());
    }

    @Override
    public Optional<Field<?>> asKey(Column key, Column referring, Field<?> value) {
        Field<String> text = textOf(referring, value);
        if (H2Types.isPlainText(key.type())) {
            return Optional.of(text);
        }
        String shape = H2Types.isInteger(key.type()) ? CANONICAL_INTEGER : CANONICAL_UUID;
        boolean known = H2Types.isInteger(key.type()) || key.form() == ValueForm.UUID;
        return known && H2Types.isCharacter(referring.type())
                ? Optional.of(DSL.field(
                        "case when regexp_like({0}, {1}) then cast({0} as {2}) end",
                        text, DSL.inline(shape), DSL.raw(key.form() == ValueForm.UUID ? "uuid" : "numeric(19)")))
                : Optional.empty();
    }

    @Override
    public String temporaryTableTemplate() {
        return "create local temporary table {0} ({1}) not persistent transactional";
    }

    @Override
    public Optional<String> temporaryIndexTemplate() {
        return Optional.of("unique ({0})");
    }

    @Override
    public Optional<String> dropTemporaryTemplate() {
        return Optional.of("drop table if exists {0}");
    }

    @Override
    public Field<String> digestOf(Field<String> text) {
        return DSL.field("lower(rawtohex(hash('MD5', {0})))", SQLDataType.CLOB, text);
    }

    @Override
    public boolean asksRowByRow() {
        return true;
    }

    @Override
    boolean areAlike(Column one, Column other) {
        return one.type().equals(other.type())
                || (H2Types.isPlainText(one.type()) && H2Types.isPlainText(other.type()));
    }
}
