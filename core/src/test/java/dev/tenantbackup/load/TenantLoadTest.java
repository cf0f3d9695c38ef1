// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.RestoreMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a load writes in place, proves, and leaves when it is cancelled. */
class TenantLoadTest extends LoadScene {

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
}
