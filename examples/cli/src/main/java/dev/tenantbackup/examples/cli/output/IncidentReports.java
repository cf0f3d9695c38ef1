// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import dev.tenantbackup.incident.StepEntry;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the {@code incident} commands say to people. */
public final class IncidentReports {

    private final Style style;

    public IncidentReports(Style style) {
        this.style = style;
    }

    /** That there is a new one, and what is due. */
    public String opened(Incident incident) {
        return "Incident " + style.bold(incident.id().value()) + " of tenant " + incident.tenant() + " is open.\n"
                + due(incident);
    }

    /** How a step ended, its evidence, and what is due. */
    public String taken(Incident incident, IncidentStep step) {
        StringBuilder text = new StringBuilder();
        incident.latest(step).ifPresent(entry -> append(entry, text));
        return text.append('\n').append(due(incident)).toString();
    }

    private void append(StepEntry entry, StringBuilder text) {
        boolean isWell = entry.outcome() == StepEntry.Outcome.DONE;
        String outcome = entry.outcome().word();
        text.append(entry.step().word())
                .append(": ")
                .append(isWell ? style.good(outcome) : style.bad(outcome))
                .append('\n');
        entry.facts()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        entry.remarks().forEach(remark -> text.append("  ").append(remark).append('\n'));
    }

    private String due(Incident incident) {
        if (incident.isClosed()) {
            return style.good("Closed") + ". 'incident report " + incident.id() + "' prints the whole record.\n";
        }
        return incident.next()
                .map(step -> style.dim("Next: tenant-backup incident " + step.word() + " " + incident.id() + "\n"))
                .orElse("");
    }

    /** A line for each. */
    public String of(List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return "There is no incident.\n";
        }
        TextTable table = TextTable.withHeaders("incident", "tenant", "opened", "by", "next", "what");
        incidents.forEach(incident -> table.row(
                incident.id().value(),
                incident.tenant().value(),
                incident.openedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                incident.actor().name(),
                incident.isClosed()
                        ? "closed"
                        : incident.next().map(IncidentStep::word).orElse(""),
                incident.what()));
        return table.render(style);
    }
}
