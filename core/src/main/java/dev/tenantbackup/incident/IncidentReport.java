// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.incident.StepEntry.Outcome;
import java.util.regex.Pattern;

/** The record of an incident as a report for people: what was seen, what was done and by whom, with all evidence. */
public final class IncidentReport {

    private static final Pattern MARKUP = Pattern.compile("([\\\\`*_{}\\[\\]<>#|])");

    private IncidentReport() {}

    /** The report. Words that people wrote are escaped: they are text, whatever they look like. */
    public static String markdown(Incident incident) {
        StringBuilder text = new StringBuilder();
        text.append("# Incident ")
                .append(incident.id())
                .append(": tenant ")
                .append(plain(incident.tenant().value()))
                .append("\n\n")
                .append(plain(incident.what()))
                .append("\n\n- Opened at ")
                .append(incident.openedAt())
                .append(" by ")
                .append(plain(incident.actor().name()))
                .append("\n- ")
                .append(incident.next()
                        .map(step -> "Open: next is " + step.word())
                        .orElse("Closed"))
                .append('\n');
        incident.attempts().forEach(entry -> append(entry, text));
        return text.toString();
    }

    /** The same as an HTML page that needs nothing else. */
    public static String html(Incident incident) {
        return IncidentPage.of(incident);
    }

    private static void append(StepEntry entry, StringBuilder text) {
        text.append("\n## ")
                .append(entry.step().word())
                .append(": ")
                .append(words(entry.outcome()))
                .append("\n\n")
                .append(entry.at())
                .append(", ")
                .append(plain(entry.actor().name()))
                .append('\n');
        if (!entry.facts().isEmpty()) {
            text.append("\n| | |\n|---|---|\n");
            entry.facts()
                    .forEach((name, value) -> text.append("| ")
                            .append(name)
                            .append(" | ")
                            .append(plain(value))
                            .append(" |\n"));
        }
        if (!entry.remarks().isEmpty()) {
            text.append('\n');
            entry.remarks()
                    .forEach(remark -> text.append("- ").append(plain(remark)).append('\n'));
        }
    }

    static String words(Outcome outcome) {
        return outcome == Outcome.BEGUN ? "interrupted, or still under way" : outcome.word();
    }

    private static String plain(String words) {
        return MARKUP.matcher(words.replaceAll("\\s+", " ")).replaceAll("\\\\$1");
    }
}
