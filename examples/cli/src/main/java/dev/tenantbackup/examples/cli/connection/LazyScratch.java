// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.drill.ScratchTarget;
import dev.tenantbackup.jdbc.scratch.SchemaSetup;

/** Schemas beside the live one; connects when the first is opened or dropped. */
record LazyScratch(LazyDatabase database, SchemaSetup setup) implements ScratchTarget {

    @Override
    public String label() {
        return "scratch schema";
    }

    @Override
    public TenantDatabase open(String name) {
        return database.scratch(setup).open(name);
    }

    @Override
    public void discard(String name) {
        database.scratch(setup).discard(name);
    }
}
