// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite.ByDomain;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.Map;
import java.util.Set;

/** A schema that each test completes, and how its keys are planned anew. */
abstract class RemapScene {

    static final KeyDomain TENANT = domain("tenants", "id", Allocation.GENERATOR);

    /** Every catalog here has the tenants' table. */
    final SchemaBuilder schema =
            SchemaBuilder.schema().table("tenants", table -> table.id().text("name"));

    RemapPlan plan() {
        return RemapPlanner.plan(catalog().build());
    }

    HandMadeCatalog catalog() {
        return HandMadeCatalog.of(schema.build()).root("tenants");
    }

    static Map<String, ColumnRewrite> of(RemapPlan plan, String table) {
        return plan.of(TableName.of(table));
    }

    static KeyDomain domain(String table, String column, Allocation allocation) {
        return new KeyDomain(TableName.of(table), column, allocation);
    }

    static ByDomain follows(KeyDomain domain) {
        return new ByDomain(domain, Set.of());
    }
}
