// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.SqlTables;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Writes a mark into some staged rows: finds them in the order of their numbers, batch after batch, since not every product
 * can update a table that it reads in the same statement.
 */
final class Marking {

    private static final int BATCH = 500;

    private final LoadScope scope;
    private final StagingTable staging;
    private final Table<?> staged;

    /** @param staged the staging table under the name that the queries know it by */
    Marking(LoadScope scope, StagingTable staging, Table<?> staged) {
        this.scope = scope;
        this.staging = staging;
        this.staged = staged;
    }

    /** The number of a staged row. */
    Field<Long> number() {
        return SqlTables.column(staged, StagingTable.NUMBER).coerce(Long.class);
    }

    /**
     * Marks the rows that a query finds.
     *
     * @param column where the mark is written
     * @param mark a text without quotes
     * @param query asks for numbers of rows of which a condition holds as well
     * @return how many rows were marked
     */
    long mark(String column, String mark, Function<Condition, SelectConditionStep<Record>> query) throws SQLException {
        String update = "update " + scope.sql().render(staging.name()) + " set "
                + scope.sql().render(DSL.name(column)) + " = '" + mark + "' where "
                + scope.sql().render(DSL.name(StagingTable.NUMBER)) + " = ?";
        long marked = 0;
        long after = -1;
        while (true) {
            List<Long> batch = scope.sql()
                    .fetch(query.apply(number().gt(after)).orderBy(number()).limit(BATCH))
                    .map(row -> row.get(0, Long.class));
            if (batch.isEmpty()) {
                return marked;
            }
            try (PreparedStatement statement = scope.session().connection().prepareStatement(update)) {
                for (long one : batch) {
                    statement.setLong(1, one);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            marked += batch.size();
            after = batch.get(batch.size() - 1);
        }
    }
}
