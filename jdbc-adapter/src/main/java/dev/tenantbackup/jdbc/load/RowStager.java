// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into a staging table, many per statement: the number of parameters a statement takes is bounded, and so is
 * what waits in memory.
 */
final class RowStager implements StagingSink {

    /** Far below what any of the products allows, and enough to make round trips cheap. */
    private static final int MOST_PARAMETERS = 8_000;

    private static final int MOST_ROWS = 500;

    private static final long MOST_CHARACTERS = 2_000_000;

    private final JdbcSession session;
    private final StagingTable table;
    private final Failures failures;
    private final List<Column> columns;
    private final int rowsPerStatement;
    private final List<Staged> waiting = new ArrayList<>();
    private long waitingCharacters;
    private long number;

    RowStager(JdbcSession session, StagingTable table) {
        this.session = session;
        this.table = table;
        this.failures = Failures.of(table.plan().name());
        this.columns = table.plan().columns().stream().map(table.plan()::column).toList();
        this.rowsPerStatement = Math.max(1, Math.min(MOST_ROWS, MOST_PARAMETERS / (columns.size() + 2)));
    }

    @Override
    public void insert(Row row) {
        add(Change.INSERT, row);
    }

    @Override
    public void update(Row row) {
        add(Change.UPDATE, row);
    }

    @Override
    public void delete(Row row) {
        add(Change.DELETE, row);
    }

    private void add(Change change, Row row) {
        waiting.add(new Staged(change, row, number++));
        waitingCharacters += row.characters();
        if (waiting.size() == rowsPerStatement || waitingCharacters >= MOST_CHARACTERS) {
            flush();
        }
    }

    @Override
    public void close() {
        flush();
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        failures.doing("stage rows", this::write);
        waiting.clear();
        waitingCharacters = 0;
    }

    private void write() throws SQLException {
        Connection connection = session.connection();
        try (PreparedStatement statement = connection.prepareStatement(sql(waiting.size()))) {
            int parameter = 1;
            for (Staged staged : waiting) {
                for (int i = 0; i < columns.size(); i++) {
                    bind(statement, parameter++, columns.get(i), staged.row().value(i));
                }
                statement.setString(parameter++, staged.change().code());
                statement.setLong(parameter++, staged.number());
            }
            statement.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int parameter, Column column, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(parameter, Types.VARCHAR);
        } else {
            statement.setObject(parameter, session.dialect().bindable(column, text));
        }
    }

    private String sql(int rows) {
        Dialect dialect = session.dialect();
        Field<?> parameter = DSL.field(DSL.raw("?"));
        List<Field<?>> values = new ArrayList<>();
        columns.forEach(column -> values.add(dialect.valueOf(column, parameter)));
        values.add(parameter);
        values.add(parameter);
        String row = "(" + session.sql().render(DSL.list(values)) + ")";
        List<Field<?>> names = new ArrayList<>();
        table.plan().columns().forEach(column -> names.add(DSL.field(DSL.name(column))));
        names.add(DSL.field(DSL.name(StagingTable.CHANGE)));
        names.add(DSL.field(DSL.name(StagingTable.NUMBER)));
        StringBuilder sql = new StringBuilder("insert into ")
                .append(session.sql().render(table.name()))
                .append(" (")
                .append(session.sql().render(DSL.list(names)))
                .append(") values ");
        for (int i = 0; i < rows; i++) {
            sql.append(i == 0 ? "" : ", ").append(row);
        }
        return sql.toString();
    }

    private record Staged(Change change, Row row, long number) {}
}
