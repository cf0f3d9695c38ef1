// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerTest {

    private final List<String> steps = new ArrayList<>();
    private double now;
    private final Runner runner =
            new Runner(() -> now, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    @Test
    void theRatioIsTheMedianOfTheRoundsAndNotTheRatioOfTheMedians() throws Exception {
        // the machine slows down by ten in the second round, and all ratios but the last are 2
        Result result = runner.run(List.of(compare(work("base", 1, 10, 4), work("ours", 2, 20, 4))), 3)
                .get(0);

        assertThat(result.rounds()).extracting(Round::ratio).containsExactly(2.0, 2.0, 1.0);
        assertThat(result.ratio()).isEqualTo(2.0);
        assertThat(result.median(Round::ours, Sample::seconds)).isEqualTo(4.0);
        assertThat(result.median(Round::baseline, Sample::seconds)).isEqualTo(4.0);
    }

    @Test
    void ofAnEvenNumberOfRoundsTheMedianLiesBetweenTheMiddleOnes() throws Exception {
        Result result = runner.run(List.of(compare(work("base", 1, 1), work("ours", 1, 2))), 2)
                .get(0);

        assertThat(result.ratio()).isEqualTo(1.5);
    }

    @Test
    void bothSidesOfAComparisonFollowEachOtherAndTakeTurns() throws Exception {
        runner.run(
                List.of(
                        compare(work("base A", 1, 1), work("ours A", 1, 1)),
                        compare(work("base B", 1, 1), work("ours B", 1, 1))),
                2);

        assertThat(steps.stream().filter(step -> step.startsWith("run ")))
                .containsExactly(
                        "run base A",
                        "run ours A",
                        "run base B",
                        "run ours B",
                        "run ours A",
                        "run base A",
                        "run ours B",
                        "run base B");
    }

    @Test
    void preparingAndSettlingIsNotTimed() throws Exception {
        Result result = runner.run(List.of(compare(work("base", 3), work("ours", 3))), 1)
                .get(0);

        assertThat(steps).startsWith("prepare base", "run base", "settle base", "prepare ours");
        assertThat(result.rounds().get(0).baseline().seconds()).isEqualTo(3.0);
    }

    @Test
    void aRunThatIsWrongStopsTheBenchmark() {
        Work wrong = new Work() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public Outcome run() {
                return new Outcome(1, 1, 0);
            }

            @Override
            public void settle() {
                throw new IllegalStateException("a row is missing");
            }
        };

        assertThatThrownBy(() -> runner.run(List.of(compare(work("base", 1), wrong)), 1))
                .hasMessage("a row is missing");
    }

    @Test
    void aWarmUpLeavesNoTrace() throws Exception {
        Comparison comparison = compare(work("base", 9, 1), work("ours", 99, 1));
        runner.warmUp(List.of(comparison));

        assertThat(runner.run(List.of(comparison), 1).get(0).ratio()).isEqualTo(1.0);
    }

    private static Comparison compare(Work baseline, Work ours) {
        return new Comparison("some-part", 1.5, baseline, ours);
    }

    /** Takes so many seconds at each run by the test's clock, and far longer before and after. */
    private Work work(String name, double... seconds) {
        Deque<Double> runs = new ArrayDeque<>();
        for (double each : seconds) {
            runs.add(each);
        }
        return new Work() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() {
                steps.add("prepare " + name);
                now += 1_000;
            }

            @Override
            public Outcome run() {
                steps.add("run " + name);
                now += runs.remove();
                return new Outcome(10, 100, 0);
            }

            @Override
            public void settle() {
                steps.add("settle " + name);
                now += 1_000;
            }
        };
    }
}
