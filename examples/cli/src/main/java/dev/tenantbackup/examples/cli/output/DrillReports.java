// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.drill.Clearance;
import dev.tenantbackup.drill.DrillHistory;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillReport.Judgement;
import java.time.Duration;
import java.util.Optional;

/** Drills for people. */
public final class DrillReports {

    private final Style style;

    public DrillReports(Style style) {
        this.style = style;
    }

    /** The outcome, the two measures, the phases. */
    public String of(DrillReport report) {
        StringBuilder text =
                new StringBuilder(outcome(report)).append("  drill ").append(report.id());
        if (report.backup() != null) {
            text.append(", backup ").append(report.backup());
        }
        text.append(style.dim("  (" + Quantities.count(report.rows(), "row") + " proved in a "
                        + report.scratch().target() + ")"))
                .append('\n');
        report.complaint().ifPresent(problem -> {
            text.append("    ").append(problem.message()).append('\n');
            if (problem.hint() != null) {
                text.append("      ")
                        .append(style.bold("Hint:"))
                        .append(' ')
                        .append(problem.hint())
                        .append('\n');
            }
        });
        measure(text, "RTO", report.rto(), report.objectives().longestRecovery(), report.rtoJudgement());
        measure(text, "RPO", report.age(), report.objectives().greatestAge(), report.rpoJudgement());
        text.append('\n');
        TextTable phases = TextTable.withHeaders("phase", ">time", "");
        report.phases()
                .forEach(phase -> phases.row(
                        phase.name(), Quantities.duration(phase.duration()), phase.recovery() ? "" : "not counted"));
        text.append(phases.render(style));
        report.notes().forEach(note -> text.append(style.warning(note)).append('\n'));
        return text.toString();
    }

    private String outcome(DrillReport report) {
        String word = report.outcome().word();
        if (report.isGood()) {
            return style.good(word);
        }
        return report.outcome() == DrillOutcome.FAILED ? style.bad(word) : style.warning(word);
    }

    private void measure(
            StringBuilder text,
            String name,
            Optional<Duration> measured,
            Optional<Duration> objective,
            Judgement verdict) {
        text.append(name).append("  ").append(words(measured));
        objective.ifPresent(
                value -> text.append(" of ").append(Quantities.duration(value)).append(' '));
        if (verdict != Judgement.NONE) {
            text.append(verdict == Judgement.MET ? style.good("met") : style.bad("missed"));
        }
        text.append('\n');
    }

    private static String words(Optional<Duration> measured) {
        return measured.map(Quantities::duration).orElse("not measured");
    }

    /** One line each. */
    public String of(DrillHistory history) {
        TextTable table = TextTable.withHeaders("drill", "tenant", "outcome", ">RTO", ">RPO", "");
        history.drills()
                .forEach(drill -> table.row(
                        drill.id().value(),
                        drill.tenant() == null ? "" : drill.tenant().value(),
                        drill.outcome().word(),
                        drill.rto().map(Quantities::duration).orElse("-"),
                        drill.age().map(Quantities::duration).orElse("-"),
                        drill.isGood() || drill.outcome() != DrillOutcome.PASSED ? "" : "objective missed"));
        StringBuilder text = new StringBuilder(table.render(style));
        history.unreadable()
                .forEach(
                        problem -> text.append(style.warning(problem.message())).append('\n'));
        return text.toString();
    }

    /** What is gone, and what could not be removed. */
    public String of(Clearance clearance) {
        StringBuilder text =
                new StringBuilder(Quantities.count(clearance.cleared().size(), "drill") + " cleared\n");
        clearance
                .left()
                .forEach(problem -> text.append(style.bad("left"))
                        .append("  ")
                        .append(problem.message())
                        .append('\n'));
        return text.toString();
    }
}
