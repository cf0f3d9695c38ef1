// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.examine;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.BatchInsert;
import dev.tenantbackup.jdbc.session.BatchInsert.Target;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.jdbc.session.TemporaryTables.ColumnDefinition;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What tells a table's rows apart: the primary key, or where there is none a digest of all columns. Equal rows without a
 * key are one: whose they are depends on what they hold.
 */
final class RowIdentity {

    private static final String DIGEST = "tb_digest";
    private static final String NUMBER = "tb_number";
    private static final String NULL = "-";

    private final Dialect dialect;
    private final boolean keyed;
    private final List<Column> columns;
    private final List<Integer> positions = new ArrayList<>();

    RowIdentity(Dialect dialect, TableSchema schema) {
        this.dialect = dialect;
        this.keyed = !schema.keyColumns().isEmpty();
        this.columns = keyed ? schema.keyColumns().stream().map(schema::column).toList() : schema.storedColumns();
        columns.forEach(column -> positions.add(schema.storedColumnNames().indexOf(column.name())));
    }

    /** Where the identifying columns are among the stored ones. */
    List<Integer> positions() {
        return positions;
    }

    /** The columns of a table that rows are noted in. */
    List<ColumnDefinition> definitions() {
        if (!keyed) {
            return List.of(new ColumnDefinition(DIGEST, "varchar(32)"), new ColumnDefinition(NUMBER, "bigint"));
        }
        return columns.stream()
                .map(column -> new ColumnDefinition(column.name(), column.type()))
                .toList();
    }

    /** What to index in that table. */
    List<String> index() {
        return keyed ? columns.stream().map(Column::name).toList() : List.of(DIGEST, NUMBER);
    }

    /** What is written into that table. */
    List<Target> targets() {
        if (!keyed) {
            return List.of(new Target(DIGEST, BatchInsert.parameter()), new Target(NUMBER, BatchInsert.parameter()));
        }
        return columns.stream()
                .map(column -> new Target(column.name(), dialect.valueOf(column, BatchInsert.parameter())))
                .toList();
    }

    /**
     * The parameters that note a row.
     *
     * @param texts of the identifying columns
     * @param number which row it is
     */
    List<@Nullable Object> parameters(List<@Nullable String> texts, long number) {
        List<@Nullable Object> parameters = new ArrayList<>();
        if (!keyed) {
            parameters.add(digest(texts));
            parameters.add(number);
            return parameters;
        }
        for (int i = 0; i < columns.size(); i++) {
            String text = texts.get(i);
            parameters.add(text == null ? null : dialect.bindable(columns.get(i), text));
        }
        return parameters;
    }

    /** Whether a row is one that was noted. */
    Condition isNoted(Table<?> row, Table<?> noted) {
        if (!keyed) {
            return SqlTables.column(noted, DIGEST).coerce(String.class).eq(digest(row));
        }
        Condition same = DSL.noCondition();
        for (Column column : columns) {
            same = same.and(SqlTables.column(noted, column.name()).eq(SqlTables.column(row, column.name())));
        }
        return same;
    }

    /** Whether a row has this key. */
    Condition is(Table<?> row, RowKey key) {
        if (!keyed) {
            return digest(row).eq(digest(key.values()));
        }
        Condition same = DSL.noCondition();
        for (int i = 0; i < columns.size(); i++) {
            Field<Object> field = SqlTables.column(row, columns.get(i).name());
            String text = key.values().get(i);
            Optional<Field<?>> wanted = text == null ? Optional.empty() : dialect.comparand(columns.get(i), text);
            same = same.and(
                    wanted.map(value -> field.eq(value.coerce(Object.class))).orElse(DSL.falseCondition()));
        }
        return same;
    }

    private Field<String> digest(Table<?> row) {
        List<Field<?>> parts = new ArrayList<>();
        for (Column column : columns) {
            Field<Object> value = SqlTables.column(row, column.name());
            parts.add(DSL.when(value.isNull(), DSL.inline(NULL))
                    .otherwise(dialect.digestOf(dialect.textOf(column, value)).coerce(SQLDataType.VARCHAR)));
        }
        return dialect.digestOf(DSL.concat(parts.toArray(new Field<?>[0])));
    }

    private static String digest(List<@Nullable String> texts) {
        StringBuilder parts = new StringBuilder();
        for (String text : texts) {
            parts.append(text == null ? NULL : md5(text));
        }
        return md5(parts.toString());
    }

    private static String md5(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }
}
