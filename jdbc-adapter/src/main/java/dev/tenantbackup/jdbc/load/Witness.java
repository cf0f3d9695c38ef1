// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A row that looks different before a load's commit and after it, by which another session can tell whether the load was
 * committed.
 *
 * @param place the row
 * @param before its values without the load; empty if it isn't there
 * @param after its values as the load leaves them; empty if it isn't there any more
 */
record Witness(Place place, Optional<List<@Nullable String>> before, Optional<List<@Nullable String>> after) {

    Witness {
        if (before.equals(after)) {
            throw new IllegalArgumentException(
                    "a row of " + place.table().name() + " that stays as it is tells nothing");
        }
    }

    /** What a session's present view says, in which the transaction is over. */
    Sign seenBy(JdbcSession session) {
        Optional<List<@Nullable String>> now = place.look(session);
        if (now.equals(after)) {
            return Sign.COMMITTED;
        }
        return now.equals(before) ? Sign.ROLLED_BACK : Sign.UNCLEAR;
    }

    /** How a row looks. */
    enum Sign {
        /** As the load has left it. */
        COMMITTED,
        /** As if there had been no load. */
        ROLLED_BACK,
        /** Neither: somebody has changed it since. */
        UNCLEAR
    }

    /**
     * Where a row is, or would be.
     *
     * @param table its table
     * @param key the texts of its key, in the order of the table's key columns
     */
    record Place(TableSchema table, List<String> key) {

        /** The row's stored values in a session's present view; empty if it isn't there. */
        Optional<List<@Nullable String>> look(JdbcSession session) {
            Table<?> row = session.tables().asItself(table.name());
            Condition same = DSL.noCondition();
            for (int i = 0; i < key.size(); i++) {
                Column column = table.column(table.keyColumns().get(i));
                Field<Object> field = SqlTables.column(row, column.name());
                same = same.and(session.dialect()
                        .comparand(column, key.get(i))
                        .map(value -> field.eq(value.coerce(Object.class)))
                        .orElse(DSL.falseCondition()));
            }
            List<Field<String>> texts = new ArrayList<>();
            for (Column column : table.storedColumns()) {
                if (column.form() != ValueForm.UNSUPPORTED) {
                    texts.add(session.dialect().textOf(column, SqlTables.column(row, column.name())));
                }
            }
            return session
                    .sql()
                    .select(texts)
                    .from(row)
                    .where(same)
                    .fetch(found -> Arrays.<@Nullable String>asList(found.into(String[].class)))
                    .stream()
                    .findFirst();
        }
    }
}
