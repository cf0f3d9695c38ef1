// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * MariaDB 10.11 and newer with InnoDB. A text is compared by a collation that knows neither case nor accents nor blanks
 * apart only in bytes; a column is compared with another by the collation that both have.
 */
public final class MariaDbDialect extends Dialect {

    /** Texts are equal if they have the same bytes, trailing blanks included. */
    static final String BY_BYTES = "utf8mb4_nopad_bin";

    private static final String CANONICAL_INTEGER = "^(0|-?[1-9][0-9]{0,18})$";
    private static final String CANONICAL_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    MariaDbDialect() {
        super(SQLDialect.MARIADB, "MariaDB");
    }

    @Override
    public String currentSchema(DSLContext sql) {
        String database = sql.resultQuery("select database()").fetchOne(0, String.class);
        return database == null ? "" : database;
    }

    @Override
    public LiveCatalog catalog(DSLContext sql, List<String> schemas) {
        return new MariaDbCatalog(sql, schemas);
    }

    @Override
    public PinnedSettings pin(Connection connection, Access access) throws SQLException {
        return MariaDbSettings.pin(connection, access);
    }

    /** A table that was read can't be altered until the transaction ends; one altered before can't be read. */
    @Override
    public void holdDefinitions(DSLContext sql, List<Table<?>> tables, Duration patience) {
        if (tables.isEmpty()) {
            return;
        }
        refuseWithoutTransactions(sql, tables);
        List<QueryPart> reads = new ArrayList<>();
        tables.forEach(table -> reads.add(DSL.sql("select 1 from {0} where false", table)));
        QueryPart all = reads.stream()
                .reduce((one, other) -> DSL.sql("{0} union all {1}", one, other))
                .orElseThrow();
        sql.resultQuery(
                        "set statement lock_wait_timeout = {0} for {1}",
                        DSL.inline(Math.max(1, patience.toSeconds())), all)
                .fetch();
    }

    private static void refuseWithoutTransactions(DSLContext sql, List<Table<?>> tables) {
        List<QueryPart> names = new ArrayList<>();
        for (Table<?> table : tables) {
            Name name = table.getQualifiedName();
            names.add(DSL.sql("({0}, {1})", DSL.inline(name.first()), DSL.inline(name.last())));
        }
        List<Problem> refused = sql.resultQuery(
                        "select TABLE_NAME, ENGINE from information_schema.TABLES"
                                + " where (TABLE_SCHEMA, TABLE_NAME) in ({0}) and ENGINE <> 'InnoDB' order by TABLE_NAME",
                        DSL.list(names))
                .fetch(row -> Problem.of("Table '" + row.get(0, String.class) + "' is kept by engine "
                                + row.get(1, String.class) + ", which knows no transactions.")
                        .withHint("convert it to InnoDB (ALTER TABLE … ENGINE = InnoDB), or exclude it"));
        if (!refused.isEmpty()) {
            throw new CatalogException(refused.get(0), refused);
        }
    }

    @Override
    public ViewIdentity viewIdentity(DSLContext sql) {
        Record view = sql.resultQuery("select connection_id(), cast(" + MariaDbSettings.BEGAN + " as char)")
                .fetchSingle();
        String began = view.get(1, String.class);
        return new ViewIdentity(
                "connection " + view.get(0, Long.class) + " at " + began,
                LocalDateTime.parse(began.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    }

    @Override
    public Field<String> textOf(Column column, Field<?> value) {
        return DSL.field(
                "convert({0} using utf8mb4) collate {1}", SQLDataType.CLOB, printed(column, value), DSL.raw(BY_BYTES));
    }

    /** As it is, where both server and driver print the canonical text of themselves: that spares the server a copy. */
    @Override
    public Field<?> selectedTextOf(Column column, Field<?> value) {
        return MariaDbTypes.printsCanonically(column.type()) ? value : textOf(column, value);
    }

    /** The connection's results are in it as long as our settings are in force. */
    @Override
    public boolean sendsTextsInUtf8() {
        return true;
    }

    /** What converts to the canonical text. */
    private static Field<?> printed(Column column, Field<?> value) {
        String type = column.type();
        if (column.form() == ValueForm.BINARY) {
            return DSL.field("lower(hex({0}))", value);
        }
        if (MariaDbTypes.isBits(type)) {
            return DSL.field("lpad(bin({0}), {1}, '0')", value, DSL.inline(MariaDbTypes.bits(type)));
        }
        if (MariaDbTypes.isFloatingPoint(type)) {
            // a float by itself prints six digits of nine, a double(10,2) two behind the point
            return DSL.field("cast({0} as double)", value);
        }
        if (MariaDbTypes.isZeroFilled(type)) {
            return DSL.field("cast({0} as {1})", value, DSL.raw(castableNumber(type)));
        }
        return value;
    }

    private static String castableNumber(String type) {
        if (MariaDbTypes.isInteger(type)) {
            return MariaDbTypes.isUnsigned(type) ? "unsigned" : "signed";
        }
        return MariaDbTypes.isFloatingPoint(type) ? "double" : "decimal" + MariaDbTypes.limits(type);
    }

    @Override
    public Field<?> valueOf(Column column, Field<?> bound) {
        if (column.form() == ValueForm.BINARY) {
            return DSL.field("unhex({0})", bound);
        }
        return MariaDbTypes.isBits(column.type()) ? DSL.field("cast(conv({0}, 2, 10) as unsigned)", bound) : bound;
    }

    /**
     * An exact number as a number: compared with a text, MariaDB turns both into floating point. What is none, the database
     * refuses itself.
     */
    @Override
    public Object bindable(Column column, String text) {
        boolean exact = column.form() == ValueForm.NUMBER && !MariaDbTypes.isFloatingPoint(column.type());
        return exact ? CanonicalText.number(text).<Object>map(number -> number).orElse(text) : text;
    }

    @Override
    public Field<?> fromText(Column column, Field<String> text) {
        return switch (column.form()) {
            case NUMBER -> DSL.field("cast({0} as {1})", text, DSL.raw(castableNumber(column.type())));
            case UUID -> DSL.field("cast({0} as uuid)", text);
            default -> isCharacter(column) ? collatedAs(column, text) : valueOf(column, text);
        };
    }

    @Override
    public Field<?> characters(Column column, Field<String> text) {
        return collatedAs(column, text);
    }

    private static Field<?> collatedAs(Column column, Field<?> text) {
        String collation = MariaDbTypes.collation(column.type());
        return DSL.field(
                "convert({0} using {1}) collate {2}",
                text, DSL.raw(MariaDbTypes.characterSet(collation)), DSL.raw(collation));
    }

    @Override
    public Field<?> bytesOf(Field<String> text) {
        return DSL.field("cast({0} as binary)", SQLDataType.BLOB, text);
    }

    /** A uuid by itself is ordered by its last digits first. */
    @Override
    public Field<?> orderOf(Column column, Field<?> value) {
        return column.form() == ValueForm.NUMBER ? value : bytesOf(textOf(column, value));
    }

    @Override
    Optional<? extends Number> number(Column column, String text) {
        return MariaDbTypes.isInteger(column.type()) && !MariaDbTypes.isUnsigned(column.type())
                ? CanonicalText.integer(text)
                : CanonicalText.number(text);
    }

    @Override
    String rowEstimateTemplate() {
        return "select TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS from information_schema.TABLES where TABLE_SCHEMA in ({0})";
    }

    @Override
    public boolean isCharacter(Column column) {
        return MariaDbTypes.isCharacter(column.type());
    }

    @Override
    public Optional<Field<?>> asKey(Column key, Column referring, Field<?> value) {
        if (isCharacter(key)) {
            return Optional.of(collatedAs(key, isCharacter(referring) ? value : textOf(referring, value)));
        }
        boolean isNumber = MariaDbTypes.isInteger(key.type());
        if (!isCharacter(referring) || !(isNumber || key.form() == ValueForm.UUID)) {
            return Optional.empty();
        }
        return Optional.of(DSL.field(
                "case when {0} regexp {1} then cast({0} as {2}) end",
                textOf(referring, value),
                DSL.inline(isNumber ? CANONICAL_INTEGER : CANONICAL_UUID),
                DSL.raw(isNumber ? "decimal(20)" : "uuid")));
    }

    @Override
    public String fencePass() {
        return MariaDbSettings.FENCE_PASS;
    }

    @Override
    public void showFencePass(DSLContext sql, String pass) {
        sql.query("set {0} = {1}", DSL.raw(MariaDbSettings.FENCE_PASS), DSL.inline(pass))
                .execute();
    }

    @Override
    public String temporaryTableTemplate() {
        return "create or replace temporary table {0} ({1}) engine = InnoDB";
    }

    /** Not unique: texts that differ in case only are one to a column's collation. */
    @Override
    public Optional<String> temporaryIndexTemplate() {
        return Optional.of("index ({0})");
    }

    @Override
    public Optional<String> dropTemporaryTemplate() {
        return Optional.of("drop temporary table if exists {0}");
    }

    @Override
    public Field<String> digestOf(Field<String> text) {
        return DSL.field("md5({0})", SQLDataType.CLOB, text);
    }

    @Override
    public boolean asksRowByRow() {
        return true;
    }

    @Override
    public boolean streamsAlone() {
        return true;
    }

    /** Texts of one collation, however long; everything else of one type. */
    @Override
    boolean areAlike(Column one, Column other) {
        if (isCharacter(one) && isCharacter(other)) {
            return MariaDbTypes.collation(one.type()).equals(MariaDbTypes.collation(other.type()));
        }
        return one.type().equals(other.type());
    }
}
