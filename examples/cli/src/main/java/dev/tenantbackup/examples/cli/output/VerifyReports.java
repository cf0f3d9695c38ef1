// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.verify.OwnershipProblem;
import dev.tenantbackup.verify.VerifyResult;

/** What {@code verify} found, for people. */
public final class VerifyReports {

    private final Style style;

    public VerifyReports(Style style) {
        this.style = style;
    }

    /** The verdict, the figures, and everything that is wrong. */
    public String of(VerifyResult result) {
        StringBuilder text = new StringBuilder();
        text.append(
                        result.sound()
                                ? style.good("sound")
                                : style.bad(Quantities.count(result.problems().size(), "problem")))
                .append("  tenant ")
                .append(result.tenant())
                .append(style.dim("  (" + Quantities.count(result.rows(), "row") + ", "
                        + Quantities.duration(result.duration()) + ")"))
                .append("\n\n");
        TextTable tables = TextTable.withHeaders("table", "ownership", ">rows", ">by column");
        result.tables()
                .forEach((table, figures) -> tables.row(
                        table.toString(),
                        figures.ownership(),
                        Quantities.countOrDash(figures.rows()),
                        figures.byColumn().isPresent()
                                ? Quantities.count(figures.byColumn().getAsLong())
                                : ""));
        text.append(tables.render(style));
        result.problems().forEach(problem -> append(text, problem));
        result.unchecked().forEach(sentence -> text.append('\n').append(style.dim("Not checked: " + sentence)));
        return result.unchecked().isEmpty()
                ? text.toString()
                : text.append('\n').toString();
    }

    private void append(StringBuilder text, OwnershipProblem problem) {
        text.append('\n')
                .append(style.bad(Json.word(problem.kind())))
                .append("  ")
                .append(problem.message())
                .append('\n');
        for (OwnershipProblem.Sample sample : problem.samples()) {
            text.append("    ").append(sample.key());
            sample.otherTenant().ifPresent(other -> text.append("  tenant ").append(other));
            text.append('\n');
        }
        text.append("    ")
                .append(style.bold("Hint:"))
                .append(' ')
                .append(problem.hint())
                .append('\n');
    }
}
