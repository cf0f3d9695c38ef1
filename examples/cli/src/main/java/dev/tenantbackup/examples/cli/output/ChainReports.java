// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.ChainHead;
import dev.tenantbackup.repository.ChainReport;
import java.util.List;

/** What {@code backup chain} says to people. */
public final class ChainReports {

    private final Style style;

    public ChainReports(Style style) {
        this.style = style;
    }

    /** One line for a tenant, and everything that is wrong below it. */
    public String of(List<ChainReport> reports, List<Problem> unreadable) {
        StringBuilder text = new StringBuilder();
        for (ChainReport report : reports) {
            text.append(report.isWhole() ? style.good("whole ") : style.bad("BROKEN"))
                    .append("  tenant ")
                    .append(report.tenant())
                    .append(style.dim("  (" + Quantities.count(report.backups(), "backup") + ", newest "
                            + report.head().map(ChainHead::toString).orElse("none") + ")"))
                    .append('\n');
            report.problems().forEach(problem -> text.append(line(problem.problem())));
        }
        unreadable.forEach(
                problem -> text.append(style.bad("UNREADABLE")).append('\n').append(line(problem)));
        return text.isEmpty() ? "No backups.\n" : text.toString();
    }

    private static String line(Problem problem) {
        return "    " + problem.toString().replace("\n", "\n    ") + "\n";
    }
}
