// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadOrder;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.RemapPlanner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loads of rows under new keys. */
class NewTenantLoadTest extends LoadScene {

    private final MemoryRows nothing =
            new MemoryRows().with("tenants", TENANT_COLUMNS).with("items", ITEM_COLUMNS);

    @Test
    void keysComeFirstThenWhatDependsOnThem() {
        catalog.unique("items", "code", UniqueRule.SUFFIX).document("items", "content", "$.next", "items", "id");
        LoadPlan plan = asNewTenant();
        try (StrictWriter writer = new StrictWriter(plan, nothing)) {
            TenantLoad load = new TenantLoad(writer, plan, archived, RestoreMode.REPLACE, false, OperationContext.NONE);
            run(load);

            assertThat(writer.calls())
                    .startsWith(
                            "seal",
                            "allocate items.id",
                            "allocate tenants.id",
                            "rewrite items.code [a-77, b-77, c-77]",
                            "rewrite items.content [{\"next\": 101}, {\"next\": 102}, {\"next\": 103}]")
                    .endsWith("settle", "read back tenants", "read back items", "count", "commit");
            assertThat(load.firedRules()).containsExactly(new FiredRule(ITEMS, "unique code: suffix", 3));
            assertThat(load.tenant()).isEqualTo(TenantId.of("77"));
        }
    }

    @Test
    void aQueueIsLeftBehindAndTheProofKnows() {
        catalog.rule("items", TableRule.QUEUE);
        LoadPlan plan = asNewTenant();
        try (StrictWriter writer = new StrictWriter(plan, nothing)) {
            TenantLoad load = new TenantLoad(writer, plan, archived, RestoreMode.REPLACE, false, OperationContext.NONE);
            run(load);

            assertThat(writer.live("items")).isEmpty();
            assertThat(load.changes().get(ITEMS).kept()).isEqualTo(3);
            assertThat(load.firedRules()).containsExactly(new FiredRule(ITEMS, "queue: a new tenant gets none", 3));
        }
    }

    @Test
    void aDomainOfATableThatIsNotLoadedGetsNoValues() {
        LoadPlan all = asNewTenant();
        LoadPlan plan = new LoadPlan(
                all.catalog(),
                all.target(),
                LoadOrder.of(all.catalog(), List.of(all.table(TableName.of("tenants")))),
                all.remap(),
                Map.of(),
                Map.of());
        try (StrictWriter writer = new StrictWriter(plan, nothing)) {
            new TenantLoad(writer, plan, archived, RestoreMode.REPLACE, false, OperationContext.NONE).stage();

            assertThat(writer.calls()).containsExactly("seal", "allocate tenants.id");
        }
    }

    @Test
    void aDocumentThatIsNoJsonIsNamed() {
        catalog.document("items", "content", "$.next", "items", "id");
        LoadPlan plan = asNewTenant();
        MemoryRows broken = new MemoryRows()
                .with("tenants", TENANT_COLUMNS, Row.of("1", "Casa"))
                .with("items", ITEM_COLUMNS, Row.of("1", "1", "a", "{secret"));
        try (StrictWriter writer = new StrictWriter(plan, nothing)) {
            TenantLoad load = new TenantLoad(writer, plan, broken, RestoreMode.REPLACE, false, OperationContext.NONE);

            assertThatThrownBy(load::stage)
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("column 'content' of table 'items'")
                    .hasMessageNotContaining("secret");
        }
    }

    private LoadPlan asNewTenant() {
        Catalog built = catalog.build();
        return new LoadPlan(
                built,
                new Target.NewTenant("Nueva"),
                LoadOrder.of(built, plans(built)),
                RemapPlanner.plan(built),
                Map.of(),
                Map.of());
    }
}
