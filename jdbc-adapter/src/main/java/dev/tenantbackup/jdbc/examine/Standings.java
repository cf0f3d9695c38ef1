// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.examine;

import dev.tenantbackup.database.TenantExaminer.Standing;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Looks up what is known of the rows that have certain texts in one column, some hundreds at a time. */
final class Standings {

    private static final int MOST_PARAMETERS = 500;

    private final JdbcSession session;
    private final Column column;
    private final Table<?> row;
    private final Condition noted;

    /**
     * @param row the column's table
     * @param noted whether a row of it was noted
     */
    Standings(JdbcSession session, Column column, Table<?> row, Condition noted) {
        this.session = session;
        this.column = column;
        this.row = row;
        this.noted = noted;
    }

    Map<String, Standing> of(Set<String> texts, Failures failures) {
        Map<String, Standing> standings = new HashMap<>();
        List<Field<?>> batch = new ArrayList<>();
        for (String text : texts) {
            standings.put(text, Standing.MISSING);
            session.dialect().comparand(column, text).ifPresent(batch::add);
            if (batch.size() == MOST_PARAMETERS) {
                failures.doing("look ids up", () -> look(batch, standings));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            failures.doing("look ids up", () -> look(batch, standings));
        }
        return standings;
    }

    private void look(List<Field<?>> wanted, Map<String, Standing> standings) {
        Field<Object> value = SqlTables.column(row, column.name());
        session.sql()
                .select(
                        session.dialect().textOf(column, value),
                        DSL.when(noted, DSL.inline(1)).otherwise(DSL.inline(0)))
                .from(row)
                .where(DSL.condition("{0} in ({1})", value, DSL.list(wanted)))
                .forEach(found -> {
                    Standing standing = found.value2() == 1 ? Standing.NOTED : Standing.OTHERS;
                    standings.computeIfPresent(
                            found.value1(), (text, known) -> known == Standing.NOTED ? known : standing);
                });
    }
}
