// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.Problem;
import java.util.Map;

/** Validation results for people. */
public final class ValidationReports {

    private final Style style;

    public ValidationReports(Style style) {
        this.style = style;
    }

    /** One line per backup, and everything that is wrong below it. */
    public String all(Map<String, ValidationReport> reports) {
        if (reports.isEmpty()) {
            return "No backups.\n";
        }
        StringBuilder text = new StringBuilder();
        reports.forEach((backup, report) -> {
            String level = report.level() == null ? "nothing" : Json.word(report.level());
            text.append(report.valid() ? style.good("valid  ") : style.bad("INVALID"))
                    .append("  ")
                    .append(backup)
                    .append(style.dim("  (" + level + " examined)"))
                    .append('\n');
            for (Problem problem : report.problems()) {
                text.append("    ").append(problem.message()).append('\n');
                problem.hint()
                        .ifPresent(hint -> text.append("      ")
                                .append(style.bold("Hint:"))
                                .append(' ')
                                .append(hint)
                                .append('\n'));
            }
            report.unchecked()
                    .forEach(sentence ->
                            text.append("    ").append(style.dim(sentence)).append('\n'));
        });
        return text.toString();
    }
}
