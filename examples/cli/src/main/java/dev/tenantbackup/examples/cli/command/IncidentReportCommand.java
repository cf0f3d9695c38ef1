// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.HtmlFile;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident report}: the whole record. */
@Command(
        name = "report",
        description = "Prints the incident as a report in Markdown, with the evidence of every step.",
        footer = {
            "  tenant-backup incident report 7f3a > incident.md",
            "  tenant-backup incident report 7f3a --html incident.html"
        })
public final class IncidentReportCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    @Option(names = "--html", paramLabel = "<file>", description = "Also writes it as a page that needs nothing else.")
    @Nullable
    Path html;

    public IncidentReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Incident found = open.service().incidents().find(IncidentReference.of(incident));
            if (html != null) {
                HtmlFile.write(html, IncidentReport.html(found), "name a file in a folder that is there.");
            }
            invocation.print(() -> IncidentDocuments.of(found), style -> IncidentReport.markdown(found));
            return ExitCode.DONE.number();
        }
    }
}
