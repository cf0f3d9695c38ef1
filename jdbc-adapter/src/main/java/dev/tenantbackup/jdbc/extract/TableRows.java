// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.Table;

/** How one table's rows are selected: canonical texts in key order. */
public final class TableRows {

    private final Dialect dialect;
    private final TableSchema schema;
    private final Table<?> as;

    /**
     * Selects from a table.
     *
     * @param as the table as the statement names it
     */
    public TableRows(Dialect dialect, TableSchema schema, Table<?> as) {
        this.dialect = dialect;
        this.schema = schema;
        this.as = as;
    }

    /**
     * Every stored column as canonical text.
     *
     * @throws CatalogException if a column's type can't be carried exactly: all such columns at once
     */
    public List<Field<String>> texts() {
        requireSupported();
        return schema.storedColumns().stream().map(this::text).toList();
    }

    /**
     * What selects every stored column's canonical text.
     *
     * @throws CatalogException like {@link #texts}
     */
    public List<Field<?>> selectedTexts() {
        requireSupported();
        List<Field<?>> texts = new ArrayList<>();
        for (Column column : schema.storedColumns()) {
            texts.add(dialect.selectedTextOf(column, SqlTables.column(as, column.name())));
        }
        return texts;
    }

    /**
     * Every stored column as COPY prints its canonical text.
     *
     * @throws CatalogException like {@link #texts}
     */
    public List<Field<?>> copiedTexts() {
        requireSupported();
        List<Field<?>> texts = new ArrayList<>();
        for (Column column : schema.storedColumns()) {
            texts.add(dialect.copiedTextOf(column, SqlTables.column(as, column.name())));
        }
        return texts;
    }

    private void requireSupported() {
        List<Problem> refused = schema.storedColumns().stream()
                .filter(column -> column.form() == ValueForm.UNSUPPORTED)
                .map(this::unsupported)
                .toList();
        if (!refused.isEmpty()) {
            throw new CatalogException(refused.get(0), refused);
        }
    }

    private Problem unsupported(Column column) {
        return Problem.of("Column '" + column.name() + "' of table '" + schema.name() + "' has type " + column.type()
                        + ", which can't be carried exactly.")
                .withHint("exclude the table, or change the column's type")
                .withTable(schema.name());
    }

    /** The columns that name a row, as canonical text: the primary key, or everything that has a text. */
    public List<Field<String>> keyTexts() {
        return keyColumns().stream().map(this::text).toList();
    }

    /** The columns that name a row. */
    public List<Column> keyColumns() {
        return schema.keyColumns().isEmpty()
                ? schema.storedColumns().stream()
                        .filter(column -> column.form() != ValueForm.UNSUPPORTED)
                        .toList()
                : schema.keyColumns().stream().map(schema::column).toList();
    }

    /**
     * Key order: numbers by value, everything else by the bytes of its text. Without a key there is no telling rows
     * apart but by their texts, so all of them are ordered by these, numbers too.
     */
    public List<SortField<?>> order() {
        boolean keyed = !schema.keyColumns().isEmpty();
        List<SortField<?>> order = new ArrayList<>();
        for (Column column : keyColumns()) {
            Field<?> value = keyed
                    ? dialect.orderOf(column, SqlTables.column(as, column.name()))
                    : dialect.bytesOf(text(column));
            // said only where it matters: an index is not used for an order that it does not have
            order.add(column.nullable() ? value.asc().nullsFirst() : value.asc());
        }
        return order;
    }

    private Field<String> text(Column column) {
        return dialect.textOf(column, SqlTables.column(as, column.name()));
    }
}
