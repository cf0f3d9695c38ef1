// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
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

/** Writes rows into a staging table by INSERT, each with what is to be done with it and a number. */
final class InsertStager implements StagingSink {

    private final Dialect dialect;
    private final List<Column> columns;
    private final BatchInsert insert;
    private long number;

    InsertStager(JdbcSession session, StagingTable table) {
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
        List<@Nullable Object> parameters = new ArrayList<>(columns.size() + 2);
        for (int i = 0; i < columns.size(); i++) {
            String text = row.value(i);
            parameters.add(text == null ? null : dialect.bindable(columns.get(i), text));
        }
        parameters.add(change.code());
        parameters.add(number++);
        insert.add(parameters, row.bytes());
    }

    @Override
    public void close() {
        insert.flush();
    }
}
