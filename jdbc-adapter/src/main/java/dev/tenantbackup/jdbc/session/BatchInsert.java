// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows into a table, many per statement: the number of parameters a statement takes is bounded, and so is what
 * waits in memory.
 */
public final class BatchInsert {

    /** Far below what any of the products allows, and enough to make round trips cheap. */
    private static final int MOST_PARAMETERS = 8_000;

    private static final int MOST_ROWS = 500;

    private static final long MOST_CHARACTERS = 2_000_000;

    private final JdbcSession session;
    private final Name table;
    private final Failures failures;
    private final List<Target> targets;
    private final int rowsPerStatement;
    private final List<List<@Nullable Object>> waiting = new ArrayList<>();
    private long waitingCharacters;

    /**
     * @param targets what is written
     * @param failures what the rows are of, for messages
     */
    public BatchInsert(JdbcSession session, Name table, List<Target> targets, Failures failures) {
        this.session = session;
        this.table = table;
        this.failures = failures;
        this.targets = List.copyOf(targets);
        this.rowsPerStatement = Math.max(1, Math.min(MOST_ROWS, MOST_PARAMETERS / targets.size()));
    }

    /** What JDBC takes as a parameter whose place in a statement is given. */
    public static Field<?> parameter() {
        return DSL.field(DSL.raw("?"));
    }

    /**
     * A column that is written.
     *
     * @param column its name
     * @param value what is written, out of one {@link #parameter}
     */
    public record Target(String column, Field<?> value) {}

    /**
     * Adds a row; it is written with others, or by {@link #flush}.
     *
     * @param parameters one per target
     * @param characters how many it holds, about
     */
    public void add(List<@Nullable Object> parameters, long characters) {
        waiting.add(parameters);
        waitingCharacters += characters;
        if (waiting.size() == rowsPerStatement || waitingCharacters >= MOST_CHARACTERS) {
            flush();
        }
    }

    /** Writes what waits. */
    public void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        failures.doing("stage rows", this::write);
        waiting.clear();
        waitingCharacters = 0;
    }

    private void write() throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql(waiting.size()))) {
            int position = 1;
            for (List<@Nullable Object> row : waiting) {
                for (Object parameter : row) {
                    if (parameter == null) {
                        statement.setNull(position++, Types.VARCHAR);
                    } else {
                        statement.setObject(position++, parameter);
                    }
                }
            }
            statement.executeUpdate();
        }
    }

    private String sql(int rows) {
        List<Field<?>> names = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        for (Target target : targets) {
            names.add(DSL.field(DSL.name(target.column())));
            values.add(target.value());
        }
        String row = "(" + session.sql().render(DSL.list(values)) + ")";
        StringBuilder sql = new StringBuilder("insert into ")
                .append(session.sql().render(table))
                .append(" (")
                .append(session.sql().render(DSL.list(names)))
                .append(") values ");
        for (int i = 0; i < rows; i++) {
            sql.append(i == 0 ? "" : ", ").append(row);
        }
        return sql.toString();
    }
}
