// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Does the same by one statement for all the rows, to which keys and values go as two arrays of texts. */
final class ArrayUpdate extends BatchUpdate {

    ArrayUpdate(JdbcSession session, Target target) {
        super(session, target);
    }

    @Override
    void run(List<String> keys, List<@Nullable String> values) throws SQLException {
        Field<?> value = dialect().valueOf(target.type(), DSL.field(DSL.name("tb_pair", "tb_value")));
        Field<?> key = dialect().valueOf(target.keyType(), DSL.field(DSL.name("tb_pair", "tb_key")));
        String update = "update " + render(target.table()) + " as tb_row set " + render(DSL.name(target.column()))
                + " = " + render(value)
                + " from unnest(cast(? as text[]), cast(? as text[])) as tb_pair(tb_key, tb_value)"
                + " where tb_row." + render(DSL.name(target.key())) + " = " + render(key);
        Connection connection = session.connection();
        Array allKeys = connection.createArrayOf("text", keys.toArray());
        Array allValues = connection.createArrayOf("text", values.toArray());
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setArray(1, allKeys);
            statement.setArray(2, allValues);
            statement.executeUpdate();
        } finally {
            allKeys.free();
            allValues.free();
        }
    }
}
