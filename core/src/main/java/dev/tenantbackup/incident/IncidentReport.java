// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.incident.StepEntry.Outcome;
import java.util.regex.Pattern;

/** The record of an incident as a report in Markdown: what was seen, what was done and by whom, with all evidence. */
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
        for (int i = 0; i < incident.entries().size(); i++) {
            StepEntry entry = incident.entries().get(i);
            boolean hasEnded = entry.outcome() == Outcome.BEGUN
                    && i + 1 < incident.entries().size()
                    && incident.entries().get(i + 1).step() == entry.step();
            if (!hasEnded) {
                append(entry, text);
            }
        }
        return text.toString();
    }

    private static void append(StepEntry entry, StringBuilder text) {
        String outcome = entry.outcome() == Outcome.BEGUN
                ? "interrupted, or still under way"
                : entry.outcome().word();
        text.append("\n## ")
                .append(entry.step().word())
                .append(": ")
                .append(outcome)
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

    private static String plain(String words) {
        return MARKUP.matcher(words.replaceAll("\\s+", " ")).replaceAll("\\\\$1");
    }
}
