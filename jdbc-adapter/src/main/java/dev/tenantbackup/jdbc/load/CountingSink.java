// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.plan.TableChanges;
import java.util.List;
import java.util.function.Consumer;

/** Counts how many rows of each kind are staged, and says so when it is closed. */
final class CountingSink implements StagingSink {

    private final StagingSink sink;
    private final Consumer<TableChanges> counted;
    private long inserted;
    private long updated;
    private long deleted;

    CountingSink(StagingSink sink, Consumer<TableChanges> counted) {
        this.sink = sink;
        this.counted = counted;
    }

    @Override
    public void insert(Row row) {
        sink.insert(row);
        inserted++;
    }

    @Override
    public void update(Row row) {
        sink.update(row);
        updated++;
    }

    @Override
    public void delete(Row row) {
        sink.delete(row);
        deleted++;
    }

    @Override
    public void close() {
        sink.close();
        counted.accept(new TableChanges(inserted, updated, deleted, 0, 0, List.of(), List.of(), List.of()));
    }
}
