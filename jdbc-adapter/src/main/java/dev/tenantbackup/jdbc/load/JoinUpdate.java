// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Does the same by joining the table with keys and values that are written out in the statement. One statement takes no more
 * texts than a server's smallest packet holds, unless it is a single row's.
 */
final class JoinUpdate extends BatchUpdate {

    private static final int CHARACTERS_AT_ONCE = 200_000;

    JoinUpdate(JdbcSession session, Target target) {
        super(session, target);
    }

    @Override
    void run(List<String> keys, List<@Nullable String> values) throws SQLException {
        int from = 0;
        int characters = 0;
        for (int i = 0; i < keys.size(); i++) {
            String value = values.get(i);
            int size = keys.get(i).length() + (value == null ? 0 : value.length());
            if (characters > 0 && characters + size > CHARACTERS_AT_ONCE) {
                update(keys.subList(from, i), values.subList(from, i));
                from = i;
                characters = 0;
            }
            characters += size;
        }
        if (from < keys.size()) {
            update(keys.subList(from, keys.size()), values.subList(from, keys.size()));
        }
    }

    private void update(List<String> keys, List<@Nullable String> values) throws SQLException {
        Name pairs = DSL.name("tb_pair");
        Name row = DSL.name("tb_row");
        Field<String> key = DSL.field(DSL.name("tb_pair", "tb_key"), SQLDataType.VARCHAR);
        Field<String> value = DSL.field(DSL.name("tb_pair", "tb_value"), SQLDataType.VARCHAR);
        String update = "update (select ? as tb_key, ? as tb_value" + " union all select ?, ?".repeat(keys.size() - 1)
                + ") as " + render(pairs) + " straight_join " + render(target.table()) + " as " + render(row) + " on "
                + render(DSL.name(row, DSL.name(target.key()))) + " = "
                + render(dialect().fromText(target.keyType(), key)) + " set "
                + render(DSL.name(row, DSL.name(target.column()))) + " = "
                + render(dialect().valueOf(target.type(), value));
        try (PreparedStatement statement = session.connection().prepareStatement(update)) {
            for (int i = 0; i < keys.size(); i++) {
                statement.setString(2 * i + 1, keys.get(i));
                statement.setString(2 * i + 2, values.get(i));
            }
            statement.executeUpdate();
        }
    }
}
