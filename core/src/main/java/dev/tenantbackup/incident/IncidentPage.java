// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import static dev.tenantbackup.page.HtmlPage.escaped;

import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.page.HtmlPage;
import java.util.Locale;

/** The record of an incident as an HTML page that loads nothing: the same as the report in Markdown. */
final class IncidentPage {

    private IncidentPage() {}

    static String of(Incident incident) {
        StringBuilder html = new StringBuilder();
        html.append("<p class=\"verdict ")
                .append(incident.isClosed() ? "good" : "fair")
                .append("\">")
                .append(incident.next()
                        .map(step -> "Open: next is " + step.word())
                        .orElse("Closed"))
                .append("</p>\n<p>")
                .append(escaped(incident.what()))
                .append("</p>\n<dl>\n");
        fact(html, "Tenant", incident.tenant().value());
        fact(html, "Opened at", incident.openedAt().toString());
        fact(html, "By", incident.actor().name());
        html.append("</dl>\n");
        incident.attempts().forEach(entry -> append(entry, html));
        return HtmlPage.of("Incident " + incident.id(), html.toString());
    }

    private static void append(StepEntry entry, StringBuilder html) {
        html.append("<h2>")
                .append(capitalized(entry.step().word()))
                .append(": <span class=\"")
                .append(level(entry.outcome()))
                .append("\">")
                .append(IncidentReport.words(entry.outcome()))
                .append("</span></h2>\n<p class=\"hint\">")
                .append(entry.at())
                .append(", ")
                .append(escaped(entry.actor().name()))
                .append("</p>\n");
        if (!entry.facts().isEmpty()) {
            html.append("<dl>\n");
            entry.facts().forEach((name, value) -> fact(html, name, value));
            html.append("</dl>\n");
        }
        if (!entry.remarks().isEmpty()) {
            html.append("<ul>\n");
            entry.remarks()
                    .forEach(remark ->
                            html.append("<li>").append(escaped(remark)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private static String level(Outcome outcome) {
        return switch (outcome) {
            case DONE -> "good";
            case FAILED -> "bad";
            case BEGUN, SKIPPED -> "fair";
        };
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd></div>\n");
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
