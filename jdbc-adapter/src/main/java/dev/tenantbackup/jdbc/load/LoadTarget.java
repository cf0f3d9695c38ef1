// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.LoadData;
import dev.tenantbackup.jdbc.session.LoadData.Outcome;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/** Where LOAD DATA puts rows: the planned columns of a table, and how each gets its value out of a canonical text. */
final class LoadTarget {

    private final JdbcSession session;
    private final LoadData load;
    private final String statement;
    private final List<String> variables = new ArrayList<>();

    /**
     * Rows for a table.
     *
     * @param plan says which columns, in the order of the rows' values
     * @param further names of columns behind them
     */
    LoadTarget(JdbcSession session, LoadData load, QueryPart table, TablePlan plan, List<String> further) {
        this.session = session;
        this.load = load;
        this.statement = statement(table, plan, further);
    }

    private String statement(QueryPart table, TablePlan plan, List<String> further) {
        List<Field<?>> fields = new ArrayList<>();
        List<Field<?>> assignments = new ArrayList<>();
        for (String name : plan.columns()) {
            Column column = plan.column(name);
            Field<?> read = DSL.field(DSL.raw("@tb_" + variables.size()));
            Field<?> value = session.dialect().valueOf(column, read);
            if (value == read) {
                fields.add(DSL.field(DSL.name(name)));
            } else {
                variables.add("@tb_" + variables.size());
                fields.add(read);
                assignments.add(DSL.field("{0} = {1}", DSL.name(name), value));
            }
        }
        further.forEach(name -> fields.add(DSL.field(DSL.name(name))));
        String rows = session.sql().render(table)
                + " character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n' ("
                + session.sql().render(DSL.list(fields)) + ")";
        return assignments.isEmpty() ? rows : rows + " set " + session.sql().render(DSL.list(assignments));
    }

    /** Whether server and driver let us write here. */
    boolean isAllowed() {
        return load.isAllowed(statement);
    }

    /** Adds a row's values, and does not end the line. */
    static void add(Row row, CopyText text) {
        for (int i = 0; i < row.size(); i++) {
            if (row.isNull(i)) {
                text.addNull();
            } else {
                text.add(row.utf8(), row.from(i), row.to(i));
            }
        }
    }

    /** Writes rows; they are where they should be only if the outcome says so. */
    Outcome write(CopyText rows) throws SQLException {
        try {
            return load.write(statement, rows.array(), rows.size());
        } finally {
            // they outlive the transaction, and hold the last row's values
            if (!variables.isEmpty()) {
                session.sql().execute("set " + String.join(" = null, ", variables) + " = null");
            }
        }
    }
}
