// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.ValidateAllResult;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.Problem;

/** Validation results for people. */
public final class ValidationReports {

    private final Style style;

    public ValidationReports(Style style) {
        this.style = style;
    }

    /** One line for a backup, and everything that is wrong below it. */
    public String one(String backup, ValidationReport report) {
        StringBuilder text = new StringBuilder();
        String level = report.level() == null ? "nothing" : Json.word(report.level());
        text.append(report.valid() ? style.good("valid  ") : style.bad("INVALID"))
                .append("  ")
                .append(backup)
                .append(style.dim("  (" + level + " examined" + signer(report) + ")"))
                .append('\n');
        report.problems().forEach(problem -> text.append(problem(problem)));
        report.unchecked()
                .forEach(sentence ->
                        text.append("    ").append(style.dim(sentence)).append('\n'));
        return text.toString();
    }

    private static String signer(ValidationReport report) {
        return report.signedBy()
                .map(key -> ", signed by key " + key.id())
                .orElse(report.level() == null ? "" : ", not signed");
    }

    /** Many of them, and who was not examined. */
    public String all(ValidateAllResult result) {
        StringBuilder text = new StringBuilder();
        result.reports().forEach((backup, report) -> text.append(one(backup.value(), report)));
        for (Problem unreadable : result.unreadable()) {
            text.append(style.bad("INVALID"))
                    .append("  ")
                    .append(unreadable.backup().orElse(""))
                    .append('\n')
                    .append(problem(unreadable));
        }
        result.failed()
                .forEach((backup, failure) -> text.append(style.bad("failed "))
                        .append("  ")
                        .append(backup)
                        .append('\n')
                        .append(problem(failure.problem())));
        result.notReached()
                .forEach(backup -> text.append(style.warning("later  "))
                        .append("  ")
                        .append(backup)
                        .append(style.dim("  (there was no time left)"))
                        .append('\n'));
        return text.append(summary(result)).toString();
    }

    private String summary(ValidateAllResult result) {
        StringBuilder text = new StringBuilder(Quantities.count(result.reports().size(), "backup") + " examined");
        if (result.doneBefore() > 0) {
            text.append(", ").append(Quantities.count(result.doneBefore())).append(" by the run before this one");
        }
        if (result.inOtherShares() > 0) {
            text.append(", ").append(Quantities.count(result.inOtherShares())).append(" left for other runs");
        }
        return style.dim(text.append('.').toString()) + "\n";
    }

    private String problem(Problem problem) {
        return "    " + problem.message() + "\n"
                + problem.hint()
                        .map(hint -> "      " + style.bold("Hint:") + " " + hint + "\n")
                        .orElse("");
    }
}
