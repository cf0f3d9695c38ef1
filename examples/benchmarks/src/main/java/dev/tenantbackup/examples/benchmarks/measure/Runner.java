// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Runs comparisons round by round. In each round a baseline and ours follow each other, in turns the one or the other
 * first, so that neither a machine that slows down nor warm caches favour one of them.
 */
public final class Runner {

    private final DoubleSupplier seconds;
    private final PrintStream progress;
    private final Memory memory = new Memory();

    /**
     * A runner by the system's clock.
     *
     * @param progress is told a line per run
     */
    public Runner(PrintStream progress) {
        this(() -> System.nanoTime() / 1e9, progress);
    }

    Runner(DoubleSupplier seconds, PrintStream progress) {
        this.seconds = seconds;
        this.progress = progress;
    }

    /** Runs each once and measures nothing: classes are loaded and compiled then, and caches filled. */
    public void warmUp(List<Comparison> comparisons) throws Exception {
        for (Comparison comparison : comparisons) {
            sample("warm-up, " + comparison.id(), comparison.baseline());
            sample("warm-up, " + comparison.id(), comparison.ours());
        }
    }

    /** All rounds of all comparisons. */
    public List<Result> run(List<Comparison> comparisons, int rounds) throws Exception {
        Map<Comparison, List<Round>> measured = new LinkedHashMap<>();
        for (int number = 1; number <= rounds; number++) {
            for (Comparison comparison : comparisons) {
                String label = "round " + number + ", " + comparison.id();
                measured.computeIfAbsent(comparison, none -> new ArrayList<>())
                        .add(number % 2 == 1 ? baselineFirst(label, comparison) : oursFirst(label, comparison));
            }
        }
        return measured.entrySet().stream()
                .map(entry -> new Result(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Round baselineFirst(String label, Comparison comparison) throws Exception {
        Sample baseline = sample(label, comparison.baseline());
        return new Round(baseline, sample(label, comparison.ours()));
    }

    private Round oursFirst(String label, Comparison comparison) throws Exception {
        Sample ours = sample(label, comparison.ours());
        return new Round(sample(label, comparison.baseline()), ours);
    }

    private Sample sample(String label, Work work) throws Exception {
        work.prepare();
        memory.reset();
        double start = seconds.getAsDouble();
        Outcome outcome = work.run();
        double taken = seconds.getAsDouble() - start;
        Sample sample = new Sample(taken, outcome, memory.peak());
        work.settle();
        progress.printf(Locale.ROOT, "%s: %s: %.2f s, %,d rows%n", label, work.name(), taken, outcome.rows());
        return sample;
    }
}
