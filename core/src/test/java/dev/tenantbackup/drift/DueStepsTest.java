// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.upgrade.StepBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueStepsTest {

    private final DueSteps steps = new DueSteps(List.of(
            StepBuilder.bySchema().build(),
            StepBuilder.between("3", "4").build(),
            StepBuilder.between("4", "9").build(),
            StepBuilder.to("10.1").build()));

    @Test
    void aBackupTakesEveryStepSinceItsHead() {
        assertThat(due("3", "10.1")).containsExactly("declared ?", "from 3 to 4", "from 4 to 9", "to 10.1");
        assertThat(due("4", "10.1")).containsExactly("declared ?", "from 4 to 9", "to 10.1");
        assertThat(due("10.1", "10.1")).containsExactly("declared ?");
    }

    @Test
    void versionsBetweenTwoStepsArePlacedByTheirNumbers() {
        assertThat(due("5", "10.1")).containsExactly("declared ?", "from 4 to 9", "to 10.1");
        assertThat(due("9.5", "10.1")).containsExactly("declared ?", "to 10.1");
        assertThat(due("10", "11")).containsExactly("declared ?", "to 10.1");
        assertThat(due("10.2", "11")).containsExactly("declared ?");
    }

    @Test
    void stepsOfReleasesThatAreNotHereYetWait() {
        assertThat(due("3", "4")).containsExactly("declared ?", "from 3 to 4");
        assertThat(due("3", "9")).containsExactly("declared ?", "from 3 to 4", "from 4 to 9");
    }

    @Test
    void withoutAHeadTheSchemasHaveToTell() {
        assertThat(due(null, "10.1")).containsExactly("declared ?", "from 3 to 4 ?", "from 4 to 9 ?", "to 10.1 ?");
        assertThat(due("add-menus", "10.1"))
                .containsExactly("declared ?", "from 3 to 4 ?", "from 4 to 9 ?", "to 10.1 ?");
    }

    @Test
    void idsAreOrderedByTheSteps() {
        DueSteps named = new DueSteps(List.of(
                StepBuilder.between("add-menus", "split-names").build(),
                StepBuilder.between("split-names", "drop-notes").build()));

        assertThat(named.between(head("split-names"), head("drop-notes")))
                .extracting(due -> due.step().describe())
                .containsExactly("from split-names to drop-notes");
    }

    private List<String> due(@Nullable String archived, String live) {
        return steps.between(head(archived), head(live)).stream()
                .map(due -> due.step().describe() + (due.certain() ? "" : " ?"))
                .toList();
    }

    private static Optional<SchemaHead> head(@Nullable String version) {
        return Optional.ofNullable(version).map(known -> new SchemaHead("flyway", known));
    }
}
