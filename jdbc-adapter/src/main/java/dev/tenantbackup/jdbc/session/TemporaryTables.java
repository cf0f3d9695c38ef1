// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.jdbc.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;

/** Creates, readies and drops temporary tables of a session without ending its transaction. */
public final class TemporaryTables {

    private final JdbcSession session;

    public TemporaryTables(JdbcSession session) {
        this.session = session;
    }

    private Dialect dialect() {
        return session.dialect();
    }

    /**
     * Creates one.
     *
     * @param unique columns to index at once where an index can't be added later
     */
    public void create(Name table, List<ColumnDefinition> columns, List<List<String>> unique) {
        List<Field<?>> definitions = new ArrayList<>();
        columns.forEach(
                column -> definitions.add(DSL.field("{0} {1} null", DSL.name(column.name()), DSL.raw(column.type()))));
        dialect()
                .temporaryIndexTemplate()
                .ifPresent(index -> unique.forEach(key -> definitions.add(
                        DSL.field(index, DSL.list(key.stream().map(DSL::name).toList())))));
        session.sql().execute(dialect().temporaryTableTemplate(), table, DSL.list(definitions));
    }

    /** Adds indexes to a filled one, where that is possible without ending the transaction. */
    public void index(Name table, List<List<String>> unique) {
        if (!isFixed()) {
            unique.forEach(columns -> session.sql()
                    .execute(
                            "create index on {0} ({1})",
                            table, DSL.list(columns.stream().map(DSL::name).toList())));
        }
    }

    /** Tells the planner how large a filled one is, where that is possible without ending the transaction. */
    public void analyze(Name table) {
        if (!isFixed()) {
            session.sql().execute("analyze {0}", table);
        }
    }

    /** Whether nothing can be done about a filled one. */
    private boolean isFixed() {
        return dialect().temporaryIndexTemplate().isPresent();
    }

    /** Drops those that the end of the transaction has left behind. */
    public void drop(List<Name> tables) {
        if (!tables.isEmpty()) {
            dialect().dropTemporaryTemplate().ifPresent(drop -> session.sql().execute(drop, DSL.list(tables)));
        }
    }

    /**
     * A column of a temporary table.
     *
     * @param name its name
     * @param type its type, in the product's words
     */
    public record ColumnDefinition(String name, String type) {}
}
