// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.BatchInsert;
import dev.tenantbackup.jdbc.session.BatchInsert.Target;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT statements of many rows: what every product takes. */
final class StagingByInsert implements StagingWay {

    private final Dialect dialect;
    private final List<Column> columns;
    private final BatchInsert insert;

    StagingByInsert(JdbcSession session, StagingTable table) {
        this.dialect = session.dialect();
        this.columns = table.plan().columns().stream().map(table.plan()::column).toList();
        List<Target> targets = new ArrayList<>();
        columns.forEach(
                column -> targets.add(new Target(column.name(), dialect.valueOf(column, BatchInsert.parameter()))));
        targets.add(new Target(StagingTable.CHANGE, BatchInsert.parameter()));
        targets.add(new Target(StagingTable.NUMBER, BatchInsert.parameter()));
        this.insert = new BatchInsert(
                session, table.name(), targets, Failures.of(table.plan().name()));
    }

    @Override
    public void add(Row row, Change change, long number) {
        List<@Nullable Object> parameters = new ArrayList<>(columns.size() + 2);
        for (int i = 0; i < columns.size(); i++) {
            String text = row.value(i);
            parameters.add(text == null ? null : dialect.bindable(columns.get(i), text));
        }
        parameters.add(change.code());
        parameters.add(number);
        insert.add(parameters, row.bytes());
    }

    @Override
    public void flush() {
        insert.flush();
    }
}
