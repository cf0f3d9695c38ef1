// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * One database product: everything in which products differ. Stateless and safe for any thread; the methods that take a
 * connection or a context use it on the calling thread and never commit.
 *
 * <p>A value's <em>canonical text</em> is the text of {@link #textOf}; {@link #valueOf} is its exact inverse. Both hold
 * only while the settings of {@link #pin} are in force.
 */
public abstract sealed class Dialect permits H2Dialect, MariaDbDialect, PostgresDialect {

    private final SQLDialect family;
    private final String product;

    Dialect(SQLDialect family, String product) {
        this.family = family;
        this.product = product;
    }

    /**
     * Recognises the product behind a connection.
     *
     * @throws InvalidRequestException if this library was never tested with it
     */
    public static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        return tested().stream()
                .filter(dialect -> dialect.product.equals(product))
                .findFirst()
                .orElseThrow(() -> untested(product));
    }

    private static List<Dialect> tested() {
        return List.of(new H2Dialect(), new MariaDbDialect(), new PostgresDialect());
    }

    private static InvalidRequestException untested(String product) {
        String supported = String.join(
                ", ", tested().stream().map(Dialect::product).sorted().toList());
        String fact = product.equals("MySQL")
                ? "MySQL is untested with this library, and its values differ from those of its relatives."
                : "The database product '" + product + "' is not supported.";
        return new InvalidRequestException(Problem.of(fact).withHint("supported products: " + supported));
    }

    /** The product's name as its driver reports it. */
    public final String product() {
        return product;
    }

    /** What renders this product's SQL over the connection: every name quoted as spelled, nothing logged. */
    public final DSLContext using(Connection connection) {
        Settings settings = new Settings()
                .withExecuteLogging(false)
                .withFetchWarnings(false)
                .withRenderFormatted(false)
                .withMapJPAAnnotations(false);
        return DSL.using(connection, family, settings);
    }

    /** The schema in which unqualified names are looked up. */
    public abstract String currentSchema(DSLContext sql);

    /** The product's own catalog, confined to some schemas. */
    public abstract LiveCatalog catalog(DSLContext sql, List<String> schemas);

    /**
     * Opens the way to a transaction that sees one consistent view and prints values canonically. Autocommit is off
     * already, and no transaction is open.
     */
    public abstract PinnedSettings pin(Connection connection, Access access) throws SQLException;

    /**
     * Keeps the tables' definitions from changing until the transaction ends, where the product needs that for a
     * consistent view. Call it before the first query.
     *
     * @param patience how long to wait for somebody who is changing one of them
     */
    public abstract void holdDefinitions(DSLContext sql, List<Table<?>> tables, Duration patience);

    /** The view of the open transaction; takes it if no statement has yet. */
    public abstract ViewIdentity viewIdentity(DSLContext sql);

    /** A name by which other connections can join the transaction's view; empty where the product has no such thing. */
    public Optional<String> exportView(DSLContext sql) {
        return Optional.empty();
    }

    /** Joins a view that another connection has exported: the transaction's first statement but for locks. */
    public void joinView(DSLContext sql, String exported) {
        throw new IllegalStateException(product + " exports no view that could be joined");
    }

    /**
     * Has each query of the open transaction run by one process: where several connections read, the work is shared out
     * already, and helpers would only take the cores from one another.
     */
    public void useNoHelpers(DSLContext sql) {
        // most products have none
    }

    /** What tells row versions that the open transaction saw or wrote from others; empty where there is no telling. */
    public Optional<String> moment(DSLContext sql) {
        return Optional.empty();
    }

    /** Whether a row may be of a version that the transaction of a moment neither saw nor wrote. */
    public Condition isSince(Table<?> row, String moment) {
        throw new IllegalStateException(product + " knows no moments");
    }

    /** The schemas' tables that have heirs (not partitions) listed beside them, schema and name. */
    public Set<List<String>> tablesWithHeirs(DSLContext sql, List<String> schemas) {
        return Set.of();
    }

    /** A table without the rows of its heirs. */
    public Table<?> withoutHeirs(Table<?> table) {
        return table;
    }

    /** A column's value as canonical text; SQL NULL stays NULL. */
    public abstract Field<String> textOf(Column column, Field<?> value);

    /**
     * The value that a bound object stands for: the inverse of {@link #textOf}. Never cuts or rounds silently where the
     * column itself would refuse.
     *
     * @param bound a parameter that takes objects of {@link #bindable}
     */
    public abstract Field<?> valueOf(Column column, Field<?> bound);

    /** What JDBC binds for a canonical text. */
    public Object bindable(Column column, String text) {
        return text;
    }

    /**
     * The value of a column that some canonical texts, already in the database, stand for: like {@link #valueOf}, but for
     * expressions.
     */
    public Field<?> fromText(Column column, Field<String> text) {
        return DSL.field("cast({0} as {1})", text, DSL.raw(column.type()));
    }

    /**
     * A text, already in the database, to compare a column of characters with as the column itself compares. Nothing is cut
     * off.
     */
    public Field<?> characters(Column column, Field<String> text) {
        return valueOf(column, text);
    }

    /** Orders and compares texts by their bytes, whatever collation their column has. */
    public abstract Field<?> bytesOf(Field<String> text);

    /**
     * What rows are ordered by in a key column: numbers by value, everything else by the bytes of its canonical text.
     * NULL comes first when the result is sorted with NULLS FIRST.
     */
    public Field<?> orderOf(Column column, Field<?> value) {
        return column.form() == ValueForm.NUMBER || column.form() == ValueForm.UUID
                ? value
                : bytesOf(textOf(column, value));
    }

    /**
     * A parameter to compare a column with, of a type that lets an index be used and cuts nothing off.
     *
     * @return empty if no value of the column's type has this canonical text
     */
    public final Optional<Field<?>> comparand(Column column, String text) {
        return switch (column.form()) {
            case NUMBER -> number(column, text).map(number -> DSL.val((Object) number));
            case UUID -> CanonicalText.uuid(text).map(uuid -> DSL.field("cast({0} as uuid)", DSL.val(uuid)));
            case BOOLEAN -> CanonicalText.bool(text).map(DSL::val);
            default -> Optional.of(valueOf(column, DSL.val(bindable(column, text))));
        };
    }

    /** A number that an index over the column can be searched with; empty if the column has no value of this text. */
    abstract Optional<? extends Number> number(Column column, String text);

    /**
     * About how many rows the schemas' tables have by the product's own statistics, by schema and name; a table without
     * statistics is missing.
     */
    public final Map<List<String>, Long> rowEstimates(DSLContext sql, List<String> schemas) {
        Map<List<String>, Long> estimates = new HashMap<>();
        sql.resultQuery(
                        rowEstimateTemplate(),
                        DSL.list(schemas.stream().map(DSL::inline).toList()))
                .forEach(row -> {
                    Long rows = row.get(2, Long.class);
                    if (rows != null && rows >= 0) {
                        estimates.put(List.of(row.get(0, String.class), row.get(1, String.class)), rows);
                    }
                });
        return estimates;
    }

    /** Asks for schema, table and estimate, negative or NULL where there is none, of the schemas {0}. */
    abstract String rowEstimateTemplate();

    /** Whether a column holds characters, of any length and collation. */
    public abstract boolean isCharacter(Column column);

    /**
     * A referring value as a value of the key that it refers to though their types differ, NULL where no key has its
     * text: so that a parent is found by its index. Empty where this product does as well by comparing both texts.
     *
     * @param value of the referring column
     */
    public abstract Optional<Field<?>> asKey(Column key, Column referring, Field<?> value);

    /**
     * Whether ownership is best asked row by row: a planner that runs an uncorrelated subquery again for every row, as
     * soon as the transaction has written, is better off with a correlated one that finds a parent by its key.
     */
    public abstract boolean asksRowByRow();

    /** What a session shows at a fence inside the database, as SQL: a text, or NULL. */
    public String fencePass() {
        throw new IllegalStateException(product + " has no fence");
    }

    /** Shows a pass at fences: until the transaction ends or, at the latest, the connection goes back. */
    public void showFencePass(DSLContext sql, String pass) {
        throw new IllegalStateException(product + " has no fence");
    }

    /**
     * Whether the driver reads a query's rows while they come only as long as nothing else runs on the connection: any
     * other statement has it take the rest into memory first.
     */
    public boolean streamsAlone() {
        return false;
    }

    /** What a query selects for a column whose canonical text its result is to have. */
    public Field<?> selectedTextOf(Column column, Field<?> value) {
        return textOf(column, value);
    }

    /** Whether the driver hands out texts in UTF-8, as they came, when it is asked for bytes. */
    public boolean sendsTextsInUtf8() {
        return false;
    }

    /** What COPY prints as a column's canonical text. */
    public Field<?> copiedTextOf(Column column, Field<?> value) {
        return textOf(column, value);
    }

    /** Whether it may have PostgreSQL's COPY. */
    public boolean copiesInBulk() {
        return false;
    }

    /** Creates a temporary table without ending the transaction: {0} name, {1} definitions. */
    public abstract String temporaryTableTemplate();

    /**
     * The clause that gives a temporary table an index on {0} as it is created; empty where a filled one can be indexed and
     * analyzed without ending the transaction.
     */
    public abstract Optional<String> temporaryIndexTemplate();

    /** Drops temporary tables {0}; empty where they go with the transaction. */
    public abstract Optional<String> dropTemporaryTemplate();

    /** A text's MD5 digest, in lower-case hex: to tell texts apart that are too long for an index. */
    public abstract Field<String> digestOf(Field<String> text);

    /** Whether two columns can be compared as they are; if not, their canonical texts can. */
    public final boolean areComparable(Column one, Column other) {
        boolean inherently = one.form() == ValueForm.NUMBER || one.form() == ValueForm.UUID;
        return inherently ? one.form() == other.form() : areAlike(one, other);
    }

    /** Whether two columns that are neither numbers nor UUIDs can be compared as they are. */
    abstract boolean areAlike(Column one, Column other);

    @Override
    public String toString() {
        return product;
    }

    /** What a transaction is for. */
    public enum Access {
        READ,
        WRITE
    }
}
