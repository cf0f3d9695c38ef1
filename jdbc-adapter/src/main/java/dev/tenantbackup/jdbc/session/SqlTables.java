// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Names of tables and columns in SQL. A table is always named with its schema, so that neither a search path nor a
 * temporary table of the same name can lead astray, and always without the rows of tables that inherit from it, which
 * are tables of their own.
 */
public final class SqlTables {

    private final Dialect dialect;
    private final String defaultSchema;
    private final Set<List<String>> withHeirs;

    SqlTables(Dialect dialect, String defaultSchema, Set<List<String>> withHeirs) {
        this.dialect = dialect;
        this.defaultSchema = defaultSchema;
        this.withHeirs = Set.copyOf(withHeirs);
    }

    /** The schema of tables named without one. */
    public String defaultSchema() {
        return defaultSchema;
    }

    public String schemaOf(TableName table) {
        String schema = table.schema();
        return schema == null ? defaultSchema : schema;
    }

    /** The table, to be named where no alias may stand and no rows are looked for, as by an insert. */
    public Table<?> of(TableName table) {
        return DSL.table(DSL.name(schemaOf(table), table.name()));
    }

    /** The table, to be named by an update or a delete: without an alias where that is enough. */
    public Table<?> target(TableName table) {
        return hasHeirs(table) ? asItself(table) : of(table);
    }

    /** The table under an alias. */
    public Table<?> as(TableName table, String alias) {
        Table<?> plain = of(table);
        return (hasHeirs(table) ? dialect.withoutHeirs(plain) : plain).as(DSL.name(alias));
    }

    private boolean hasHeirs(TableName table) {
        return withHeirs.contains(List.of(schemaOf(table), table.name()));
    }

    /** The table under its own name as alias, so that a condition written by a person can use that name. */
    public Table<?> asItself(TableName table) {
        return as(table, table.name());
    }

    /** A column of an aliased table. */
    public static Field<Object> column(Table<?> aliased, String column) {
        Name alias = aliased.getUnqualifiedName();
        return DSL.field(DSL.name(alias.last(), column));
    }

    public static List<Field<Object>> columns(Table<?> aliased, List<String> columns) {
        return columns.stream().map(name -> column(aliased, name)).toList();
    }
}
