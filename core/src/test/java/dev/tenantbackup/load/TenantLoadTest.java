// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadOrder;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.RemapPlan;
import dev.tenantbackup.remap.RemapPlanner;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenantLoadTest {

    private static final List<String> TENANT_COLUMNS = List.of("id", "name");
    private static final List<String> ITEM_COLUMNS = List.of("id", "tenant_id", "code", "content");
    private static final TableName ITEMS = TableName.of("items");

    private final HandMadeCatalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
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

    private final MemoryRows archived = new MemoryRows()
            .with("tenants", TENANT_COLUMNS, Row.of("1", "Casa"))
            .with("items", ITEM_COLUMNS, item("1", "a"), item("2", "b"), item("3", "c"));

    private final MemoryRows before = new MemoryRows()
            .with("tenants", TENANT_COLUMNS, Row.of("1", "Casa"))
            .with("items", ITEM_COLUMNS, item("2", "B"), item("3", "c"), item("4", "d"));

    @Nested
    class InPlace {

        @Test
        void whatDiffersIsWrittenProvedAndCommitted() {
            try (StrictWriter writer = writer()) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);

                assertThat(load.stage().get(ITEMS).written()).isEqualTo(3);
                assertThat(load.conflicts()).isEmpty();
                load.apply();
                load.prove();
                load.commit();

                assertThat(writer.live("items")).containsExactly(item("1", "a"), item("2", "b"), item("3", "c"));
                assertThat(writer.calls())
                        .containsExactly(
                                "seal",
                                "delete from items",
                                "insert into items",
                                "update items",
                                "settle",
                                "count",
                                "commit");
            }
        }

        @Test
        void aMergeDeletesNothingAndIsProvedAllTheSame() {
            try (StrictWriter writer = writer()) {
                run(load(writer, RestoreMode.MERGE, false));

                assertThat(writer.live("items"))
                        .containsExactly(item("1", "a"), item("2", "b"), item("3", "c"), item("4", "d"));
            }
        }

        @Test
        void rulesFireOnceAndAnExactLoadLeavesThemAside() {
            catalog.rule("items", TableRule.JOURNAL);
            try (StrictWriter writer = writer()) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);
                run(load);

                assertThat(load.firedRules())
                        .containsExactly(
                                new FiredRule(ITEMS, "journal: rows are not deleted", 1),
                                new FiredRule(ITEMS, "journal: rows are not updated", 1));
                assertThat(writer.live("items"))
                        .containsExactly(item("1", "a"), item("2", "B"), item("3", "c"), item("4", "d"));
            }
            try (StrictWriter writer = writer()) {
                run(load(writer, RestoreMode.REPLACE, true));

                assertThat(writer.live("items")).containsExactly(item("1", "a"), item("2", "b"), item("3", "c"));
            }
        }

        @Test
        void aLiveColumnIsNoDifferenceToTheProof() {
            catalog.rule("items", "code", ColumnRule.LIVE);
            try (StrictWriter writer = writer()) {
                run(load(writer, RestoreMode.REPLACE, false));

                assertThat(writer.live("items")).contains(item("2", "B"));
                assertThat(writer.isCommitted()).isTrue();
            }
        }
    }

    @Nested
    class TheProofFails {

        @Test
        void whenATriggerChangesARowOnItsWayIn() {
            try (StrictWriter writer =
                    writer().changingInsertedRows(row -> row.with(2, "A").with(3, "{\"secret\": 1}"))) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);
                load.stage();
                load.conflicts();
                load.apply();

                assertThatThrownBy(load::prove)
                        .isInstanceOf(VerificationException.class)
                        .hasMessageContaining("Cannot prove the load of tenant '1': table 'items' holds row (id=1) with"
                                + " another value in [code, content].")
                        .hasMessageContaining("everything was rolled back; look for a trigger")
                        .hasMessageNotContaining("secret");
                assertThat(writer.isCommitted()).isFalse();
            }
        }

        @Test
        void whenARowEndsUnderAnotherKey() {
            try (StrictWriter writer = writer().changingInsertedRows(row -> row.with(0, "9"))) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);
                load.stage();
                load.conflicts();
                load.apply();

                assertThatThrownBy(load::prove)
                        .isInstanceOf(VerificationException.class)
                        .hasMessageContaining("table 'items' lacks row (id=1)");
            }
        }

        @Test
        void whenTheDatabaseCountsMoreThanThePlan() {
            try (StrictWriter writer = writer().counting(Map.of(ITEMS, 4L))) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);
                load.stage();
                load.conflicts();
                load.apply();

                assertThatThrownBy(load::prove)
                        .isInstanceOf(VerificationException.class)
                        .hasMessageContaining("the database counts 4 changed rows in table 'items', the plan 3.")
                        .hasMessageContaining("a cascade or a trigger");
            }
        }

        @Test
        void whenAStepWritesFewerRowsThanWereStaged() {
            try (StrictWriter writer = writer().losing(1)) {
                TenantLoad load = load(writer, RestoreMode.REPLACE, false);
                load.stage();
                load.conflicts();

                assertThatThrownBy(load::apply)
                        .isInstanceOf(VerificationException.class)
                        .hasMessageContaining("1 inserted, 1 updated, 1 deleted rows were staged, but 0 inserted, 1"
                                + " updated, 1 deleted were written.");
                assertThat(writer.calls()).doesNotContain("settle");
            }
        }

        @Test
        void whenTheCountIsRightItPasses() {
            try (StrictWriter writer = writer().counting(Map.of(ITEMS, 3L, TableName.of("tenants"), 0L))) {
                run(load(writer, RestoreMode.REPLACE, false));
                assertThat(writer.isCommitted()).isTrue();
            }
        }
    }

    @Nested
    class WriteAccountingOf {

        private final Map<TableName, Long> counted = Map.of(ITEMS, 3L, TableName.of("log"), 3L);
        private final Map<TableName, Long> written = Map.of(ITEMS, 3L);

        @Test
        void anExcludedTableRefusesRowsThatNoDeclaredTriggerExplains() {
            assertThatThrownBy(() -> WriteAccounting.check(inPlace(), counted, written))
                    .isInstanceOf(VerificationException.class)
                    .hasMessageContaining("3 changed rows in table 'log', the plan 0");
        }

        @Test
        void anExcludedTableMayBeWrittenByADeclaredTrigger() {
            catalog.trigger("items", "touch", TriggerRule.harmless());
            WriteAccounting.check(inPlace(), counted, written);

            assertThatThrownBy(() -> WriteAccounting.check(inPlace(), Map.of(ITEMS, 2L), written))
                    .as("a table of the plan may not")
                    .isInstanceOf(VerificationException.class);
        }

        @Test
        void aTableThatNobodyKnowsIsNoExcludedTable() {
            catalog.trigger("items", "touch", TriggerRule.harmless());

            assertThatThrownBy(() -> WriteAccounting.check(
                            inPlace(), Map.of(ITEMS, 3L, TableName.of("bystanders"), 1L), written))
                    .isInstanceOf(VerificationException.class)
                    .hasMessageContaining("'bystanders'");
        }

        @Test
        void aDatabaseThatDoesNotCountProvesNothing() {
            WriteAccounting.check(inPlace(), Map.of(), written);
        }
    }

    @Nested
    class AsANewTenant {

        private final MemoryRows nothing =
                new MemoryRows().with("tenants", TENANT_COLUMNS).with("items", ITEM_COLUMNS);

        @Test
        void keysComeFirstThenWhatDependsOnThem() {
            catalog.unique("items", "code", UniqueRule.SUFFIX).document("items", "content", "$.next", "items", "id");
            LoadPlan plan = asNewTenant();
            try (StrictWriter writer = new StrictWriter(plan, nothing)) {
                TenantLoad load =
                        new TenantLoad(writer, plan, archived, RestoreMode.REPLACE, false, OperationContext.NONE);
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
                TenantLoad load =
                        new TenantLoad(writer, plan, archived, RestoreMode.REPLACE, false, OperationContext.NONE);
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
                TenantLoad load =
                        new TenantLoad(writer, plan, broken, RestoreMode.REPLACE, false, OperationContext.NONE);

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

    @Nested
    class Cancelled {

        @Test
        void atAnyMomentNothingIsCommitted() {
            for (int patience = 0; ; patience++) {
                int[] left = {patience};
                try (StrictWriter writer = writer()) {
                    TenantLoad load = new TenantLoad(
                            writer,
                            inPlace(),
                            archived,
                            RestoreMode.REPLACE,
                            false,
                            OperationContext.NONE.withCancellation(() -> left[0]-- == 0));
                    try {
                        run(load);
                        assertThat(patience).as("times it was asked").isGreaterThan(5);
                        assertThat(writer.isCommitted()).isTrue();
                        return;
                    } catch (CancelledException cancelled) {
                        assertThat(writer.isCommitted()).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void progressGoesThroughThePhasesInOrder() {
        List<String> phases = new ArrayList<>();
        try (StrictWriter writer = writer()) {
            run(new TenantLoad(
                    writer,
                    inPlace(),
                    archived,
                    RestoreMode.REPLACE,
                    false,
                    OperationContext.NONE.withListener(progress -> {
                        if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(progress.phase())) {
                            phases.add(progress.phase());
                        }
                        assertThat(progress.percent()).isBetween(-1, 100);
                    })));
        }
        assertThat(phases).containsExactly("stage", "load", "verify", "commit");
    }

    private static void run(TenantLoad load) {
        load.stage();
        load.conflicts();
        load.apply();
        load.prove();
        load.commit();
    }

    private StrictWriter writer() {
        return new StrictWriter(inPlace(), before);
    }

    private TenantLoad load(StrictWriter writer, RestoreMode mode, boolean exact) {
        return new TenantLoad(writer, inPlace(), archived, mode, exact, OperationContext.NONE);
    }

    private LoadPlan inPlace() {
        Catalog built = catalog.build();
        return new LoadPlan(
                built,
                new Target.InPlace(TenantId.of(1)),
                LoadOrder.of(built, plans(built)),
                RemapPlan.NONE,
                Map.of(),
                Map.of());
    }

    private static List<TablePlan> plans(Catalog catalog) {
        return catalog.ownedTables().stream()
                .map(table -> TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames())))
                .toList();
    }

    private static Row item(String id, String code) {
        return Row.of(id, "1", code, "{\"next\": " + id + "}");
    }
}
