// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.LoadOrder;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.RemapPlan;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A tenant with items, as they were archived and as they are, and loads that bring one to the other. */
abstract class LoadScene {

    static final List<String> TENANT_COLUMNS = List.of("id", "name");
    static final List<String> ITEM_COLUMNS = List.of("id", "tenant_id", "code", "content");
    static final TableName ITEMS = TableName.of("items");

    final HandMadeCatalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                    .table("tenants", table -> table.id().text("name"))
                    .table(
                            "items",
                            table -> table.id()
                                    .refers("tenant_id", "tenants")
                                    .text("code")
                                    .json("content")
                                    .trigger("touch"))
                    .table("log", table -> table.text("line"))
                    .build())
            .root("tenants")
            .owned("log", new Ownership.Excluded("a log of changes"));

    final MemoryRows archived = new MemoryRows()
            .with("tenants", TENANT_COLUMNS, Row.of("1", "Casa"))
            .with("items", ITEM_COLUMNS, item("1", "a"), item("2", "b"), item("3", "c"));

    final MemoryRows before = new MemoryRows()
            .with("tenants", TENANT_COLUMNS, Row.of("1", "Casa"))
            .with("items", ITEM_COLUMNS, item("2", "B"), item("3", "c"), item("4", "d"));

    static void run(TenantLoad load) {
        load.stage();
        load.conflicts();
        load.apply();
        load.prove();
        load.commit();
    }

    StrictWriter writer() {
        return new StrictWriter(inPlace(), before);
    }

    TenantLoad load(StrictWriter writer, RestoreMode mode, boolean exact) {
        return new TenantLoad(writer, inPlace(), archived, mode, exact, OperationContext.NONE);
    }

    LoadPlan inPlace() {
        Catalog built = catalog.build();
        return new LoadPlan(
                built,
                new Target.InPlace(TenantId.of(1)),
                LoadOrder.of(built, plans(built)),
                RemapPlan.NONE,
                Map.of(),
                Map.of());
    }

    static List<TablePlan> plans(Catalog catalog) {
        return catalog.ownedTables().stream()
                .map(table -> TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames())))
                .toList();
    }

    static Row item(String id, String code) {
        return Row.of(id, "1", code, "{\"next\": " + id + "}");
    }
}
