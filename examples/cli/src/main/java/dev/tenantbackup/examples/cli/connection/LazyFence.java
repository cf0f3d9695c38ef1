// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Optional;

/** The fence inside the database; connects when it is first used. */
record LazyFence(LazyDatabase database, TableCatalog catalog) implements TenantFence {

    @Override
    public RaisedFence raise(FenceRequest request) {
        return database.fence(catalog).raise(request);
    }

    @Override
    public Optional<RaisedFence> lift(TenantId tenant) {
        return database.fence(catalog).lift(tenant);
    }

    @Override
    public Optional<RaisedFence> find(TenantId tenant) {
        return database.fence(catalog).find(tenant);
    }

    @Override
    public List<RaisedFence> raised() {
        return database.fence(catalog).raised();
    }
}
