// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill.page;

import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillPhase;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillReport.Judgement;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.page.HtmlPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A drill's report as an HTML page that loads nothing: outcome, objectives, phases, and how recovery time and age of the
 * data went in drills of the same kind before.
 */
public final class DrillPage {

    private final DrillReport report;
    private final List<DrillReport> oldestFirst;

    private DrillPage(DrillReport report, List<DrillReport> oldestFirst) {
        this.report = report;
        this.oldestFirst = oldestFirst;
    }

    /**
     * The page.
     *
     * @param history in any order, with or without the report
     */
    public static String of(DrillReport report, List<DrillReport> history) {
        List<DrillReport> drills = new ArrayList<>(history);
        drills.removeIf(drill -> drill.kind() != report.kind()
                || drill.outcome() == DrillOutcome.RUNNING
                || drill.id().compareTo(report.id()) >= 0);
        drills.add(report);
        drills.sort(Comparator.comparing(DrillReport::id));
        return new DrillPage(report, drills).html();
    }

    private String html() {
        String title = (report.kind() == Kind.RESTORE ? "Drill " : "Drill of the procedure ") + report.id();
        return HtmlPage.of(title, verdict() + facts() + objectives() + phases() + plots() + drills());
    }

    private String verdict() {
        String text =
                switch (report.outcome()) {
                    case PASSED ->
                        report.isGood()
                                ? "Restored and proved, in time"
                                : "Restored and proved, an objective was missed";
                    case FAILED -> "Failed: this backup is not relied on any more";
                    case INCONCLUSIVE -> "Inconclusive: nothing was learnt of the backup";
                    case INTERRUPTED -> "Interrupted";
                    case RUNNING -> "Running";
                };
        String level = report.isGood() ? "good" : report.outcome() == DrillOutcome.FAILED ? "bad" : "fair";
        StringBuilder html = new StringBuilder("<p class=\"verdict " + level + "\">" + text + "</p>\n");
        report.complaint().ifPresent(problem -> {
            html.append("<p>").append(HtmlPage.escaped(problem.message())).append("</p>\n");
            if (problem.hint() != null) {
                html.append("<p class=\"hint\">Hint: ")
                        .append(HtmlPage.escaped(problem.hint()))
                        .append("</p>\n");
            }
        });
        report.notes()
                .forEach(note -> html.append("<p class=\"hint\">")
                        .append(HtmlPage.escaped(note))
                        .append("</p>\n"));
        return html.toString();
    }

    private String facts() {
        StringBuilder html = new StringBuilder("<dl>\n");
        fact(
                html,
                "Tenant",
                report.tenant() == null ? "a test tenant" : report.tenant().value());
        fact(html, "Backup", report.backup() == null ? "none" : report.backup().value());
        fact(html, "Began", report.startedAt().toString());
        fact(
                html,
                "Data of",
                report.snapshotAt() == null ? "unknown" : report.snapshotAt().toString());
        fact(html, "Restored to", report.scratch().target());
        fact(html, "Asked by", report.actor());
        html.append("<div><dt>Rows proved</dt><dd><data value=\"")
                .append(report.rows())
                .append("\">");
        html.append(String.format(Locale.ROOT, "%,d", report.rows())).append("</data></dd></div>\n");
        return html.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>").append(name).append("</dt><dd>").append(HtmlPage.escaped(value));
        html.append("</dd></div>\n");
    }

    private String objectives() {
        return "<h2>Objectives</h2>\n<table id=\"objectives\">\n"
                + "<tr><th></th><th>Measured</th><th>Objective</th><th></th></tr>\n"
                + objective(
                        "RTO",
                        "time to recover",
                        report.rto(),
                        report.objectives().longestRecovery(),
                        report.rtoJudgement())
                + objective(
                        "RPO",
                        "age of the data",
                        report.age(),
                        report.objectives().greatestAge(),
                        report.rpoJudgement())
                + "</table>\n";
    }

    private static String objective(
            String name, String words, Optional<Duration> measured, Optional<Duration> wanted, Judgement judgement) {
        String verdict =
                switch (judgement) {
                    case MET -> "<td class=\"good\">met</td>";
                    case MISSED -> "<td class=\"bad\">missed</td>";
                    case NONE -> "<td></td>";
                };
        return "<tr><th>" + name + " <small>" + words + "</small></th><td>" + cell(measured) + "</td><td>"
                + cell(wanted) + "</td>" + verdict + "</tr>\n";
    }

    private static String cell(Optional<Duration> duration) {
        return duration.map(Figures::html).orElse("–");
    }

    private String phases() {
        long greatest = report.phases().stream()
                .mapToLong(phase -> phase.duration().toMillis())
                .max()
                .orElse(0);
        StringBuilder html = new StringBuilder("<h2>Phases</h2>\n<table id=\"phases\">\n");
        for (DrillPhase phase : report.phases()) {
            long share = greatest == 0 ? 0 : 100 * phase.duration().toMillis() / greatest;
            html.append("<tr")
                    .append(phase.recovery() ? "" : " class=\"aside\"")
                    .append("><th>");
            html.append(HtmlPage.escaped(phase.name())).append(phase.recovery() ? "" : " <small>not counted</small>");
            html.append("</th><td>")
                    .append(Figures.html(phase.duration()))
                    .append("</td><td class=\"bar\"><i style=\"width:");
            html.append(share).append("%\"></i></td></tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    private String plots() {
        return "<h2>Past drills</h2>\n<h3>RTO</h3>\n"
                + plot("RTO", DrillReport::rto, report.objectives().longestRecovery())
                + (report.kind() == Kind.RESTORE
                        ? "<h3>RPO</h3>\n"
                                + plot(
                                        "RPO",
                                        DrillReport::age,
                                        report.objectives().greatestAge())
                        : "");
    }

    private String plot(String name, Function<DrillReport, Optional<Duration>> measure, Optional<Duration> objective) {
        List<HistoryPlot.Point> points = oldestFirst.stream()
                .map(drill -> new HistoryPlot.Point(drill.id().value(), drill.startedAt(), measure.apply(drill)))
                .toList();
        return new HistoryPlot(name, points, objective).svg();
    }

    private String drills() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table id=\"drills\">\n<tr><th>Drill</th>"
                + "<th>Tenant</th><th>Outcome</th><th>RTO</th><th>RPO</th></tr>\n");
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            DrillReport drill = oldestFirst.get(i);
            html.append("<tr><td>").append(drill.id()).append("</td><td>");
            html.append(
                            drill.tenant() == null
                                    ? ""
                                    : HtmlPage.escaped(drill.tenant().value()))
                    .append("</td><td>");
            html.append(drill.outcome().word())
                    .append("</td><td>")
                    .append(cell(drill.rto()))
                    .append("</td><td>");
            html.append(cell(drill.age())).append("</td></tr>\n");
        }
        return html.append("</table></div>\n").toString();
    }
}
