// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.plan.RestoreMode;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a load does not commit. */
class LoadProofTest extends LoadScene {

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
}
