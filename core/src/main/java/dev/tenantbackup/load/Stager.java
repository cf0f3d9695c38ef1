// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.ChangeVisitor;

/** Sends changes into staging. */
final class Stager implements ChangeVisitor {

    private static final int CHECK_EVERY = 4096;

    private final StagingSink sink;
    private final OperationContext context;
    private long rows;

    Stager(StagingSink sink, OperationContext context) {
        this.sink = sink;
        this.context = context;
    }

    @Override
    public void insert(Row row) {
        sink.insert(row);
        count();
    }

    @Override
    public void update(Row live, Row row) {
        sink.update(row);
        count();
    }

    @Override
    public void delete(Row live) {
        sink.delete(live);
        count();
    }

    @Override
    public void unchanged(Row live) {
        count();
    }

    @Override
    public void kept(Row row) {
        count();
    }

    private void count() {
        if (++rows % CHECK_EVERY == 0) {
            context.cancellation().throwIfRequested();
        }
    }
}
