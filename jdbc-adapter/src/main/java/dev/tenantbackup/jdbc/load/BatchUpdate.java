// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.schema.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Gives some hundred rows of a temporary table a value each in one column: a batch of updates, one per row. */
class BatchUpdate {

    final JdbcSession session;
    final Target target;

    BatchUpdate(JdbcSession session, Target target) {
        this.session = session;
        this.target = target;
    }

    /**
     * Updates.
     *
     * @param keys a canonical text for each row, each once
     * @param values the canonical texts that they get, in the same order
     */
    void run(List<String> keys, List<@Nullable String> values) throws SQLException {
        String update = "update " + render(target.table()) + " set " + render(DSL.name(target.column())) + " = "
                + render(valueOf(target.type())) + " where " + render(DSL.name(target.key())) + " = "
                + render(valueOf(target.keyType()));
        try (PreparedStatement statement = session.connection().prepareStatement(update)) {
            for (int i = 0; i < keys.size(); i++) {
                bind(statement, 1, target.type(), values.get(i));
                bind(statement, 2, target.keyType(), keys.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Field<?> valueOf(Column column) {
        return dialect().valueOf(column, DSL.field(DSL.raw("?")));
    }

    private void bind(PreparedStatement statement, int parameter, Column column, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(parameter, Types.VARCHAR);
        } else {
            statement.setObject(parameter, dialect().bindable(column, text));
        }
    }

    final String render(QueryPart part) {
        return session.sql().render(part);
    }

    final Dialect dialect() {
        return session.dialect();
    }

    /**
     * What is updated.
     *
     * @param table a temporary table
     * @param column the column that gets values
     * @param type describes these
     * @param key a column with another value in each row
     * @param keyType describes these
     */
    record Target(Name table, String column, Column type, String key, Column keyType) {}
}
