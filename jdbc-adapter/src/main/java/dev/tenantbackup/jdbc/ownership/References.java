// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** References between rows, as SQL: which rows have one, and what both sides are compared by. */
public final class References {

    private final Catalog catalog;
    private final Dialect dialect;
    private final SqlTables tables;

    public References(Catalog catalog, Dialect dialect, SqlTables tables) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.tables = tables;
    }

    Dialect dialect() {
        return dialect;
    }

    SqlTables tables() {
        return tables;
    }

    /** A classified table. */
    public CatalogTable table(TableName name) {
        return catalog.table(name);
    }

    private TableSchema schema(TableName name) {
        return catalog.schema().table(name);
    }

    /** The referring side's fields, fit to be compared with {@link #parentSide}. */
    public List<Field<Object>> childSide(Reference reference, Table<?> child) {
        return side(reference, child, true);
    }

    /** The parent side's fields, fit to be compared with {@link #childSide}. */
    public List<Field<Object>> parentSide(Reference reference, Table<?> parent) {
        return side(reference, parent, false);
    }

    private List<Field<Object>> side(Reference reference, Table<?> table, boolean child) {
        List<Field<Object>> fields = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            Column from = schema(reference.table()).column(reference.columns().get(i));
            Column to =
                    schema(reference.parent()).column(reference.parentColumns().get(i));
            Column own = child ? from : to;
            Field<Object> field = SqlTables.column(table, own.name());
            Optional<Field<?>> asKey = dialect.asKey(to, from, SqlTables.column(table, from.name()));
            if (dialect.areComparable(from, to)) {
                fields.add(field);
            } else if (asKey.isPresent()) {
                fields.add(child ? asKey.get().coerce(Object.class) : field);
            } else {
                fields.add(text(own, field));
            }
        }
        return fields;
    }

    private Field<Object> text(Column column, Field<Object> field) {
        return dialect.textOf(column, field).coerce(Object.class);
    }

    /**
     * Rows that have the reference at all: of its kind, where it is one of several, with no column NULL or a text that
     * stands for none.
     */
    public Condition isPresent(Reference reference, Table<?> child) {
        Condition present = applies(reference, child);
        for (Column column : columns(reference)) {
            if (column.nullable()) {
                present = present.and(SqlTables.column(child, column.name()).isNotNull());
            }
        }
        return present;
    }

    /** The same, where NULL leads nowhere anyway. */
    Condition applies(Reference reference, Table<?> child) {
        Condition applies = DSL.noCondition();
        if (reference.condition().isPresent()) {
            Reference.Condition when = reference.condition().get();
            Column type = schema(reference.table()).column(when.column());
            applies = applies.and(isText(type, SqlTables.column(child, when.column()), when.value()));
        }
        Set<String> none = new TreeSet<>(reference.none());
        if (!none.isEmpty()) {
            for (Column column : columns(reference)) {
                Field<String> text = dialect.textOf(column, SqlTables.column(child, column.name()));
                applies = applies.and(text.notIn(none));
            }
        }
        return applies;
    }

    /** An index can be used for text; an enum's label must not be cast, it may not exist. */
    private Condition isText(Column column, Field<Object> field, String text) {
        boolean direct = column.form() == ValueForm.NUMBER || dialect.isCharacter(column);
        Field<Object> value = direct
                ? dialect.comparand(column, text)
                        .map(found -> found.coerce(Object.class))
                        .orElse(null)
                : null;
        return value == null ? text(column, field).eq(DSL.val(text).coerce(Object.class)) : field.eq(value);
    }

    private List<Column> columns(Reference reference) {
        TableSchema child = schema(reference.table());
        return reference.columns().stream().map(child::column).toList();
    }

    /** Whether both sides are equal, column by column. */
    public static Condition equal(List<Field<Object>> one, List<Field<Object>> other) {
        Condition equal = DSL.noCondition();
        for (int i = 0; i < one.size(); i++) {
            equal = equal.and(one.get(i).eq(other.get(i)));
        }
        return equal;
    }

    /** Whether the fields, as one value, are among those selected. */
    public static Condition in(List<Field<Object>> fields, Select<? extends Record> selected) {
        return fields.size() == 1
                ? DSL.condition("{0} in ({1})", fields.get(0), selected)
                : DSL.condition("({0}) in ({1})", DSL.list(fields), selected);
    }
}
