// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.drill.DrillObjectives;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillRequest;
import dev.tenantbackup.drill.Drills;
import dev.tenantbackup.drill.page.DrillPage;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.DrillDocuments;
import dev.tenantbackup.examples.cli.output.DrillReports;
import dev.tenantbackup.examples.cli.output.HtmlFile;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drill}: restores a backup where it harms nobody, and measures that. */
@Command(
        name = "drill",
        description = {
            "Rehearses a recovery: restores a backup as a scratch tenant, or into a scratch schema, proves every row,",
            "measures the time by phase and the age of the data, removes what was restored, and keeps the report.",
            "Exit code 3 if the backup failed, 1 if an objective was missed or nothing was learnt."
        },
        footer = {
            "  tenant-backup drill --tenant 7 --rto 15min --rpo 24h --html drill.html",
            "  tenant-backup drill --random --schema-script schema.sql",
            "  tenant-backup drill history"
        })
public final class DrillCommand implements Callable<Integer> {

    private static final int PLOTTED = 60;

    private final Invocation invocation;

    @ArgGroup
    Which which = new Which();

    @Option(
            names = "--schema-script",
            paramLabel = "<file>",
            description = "Restores into a scratch schema whose tables this SQL script makes, not beside live tenants.")
    @Nullable
    Path script;

    @Option(
            names = "--rto",
            paramLabel = "<span>",
            converter = SpanConverter.class,
            description = "The longest that a recovery may take: 90min, 12h.")
    @Nullable
    Duration rto;

    @Option(
            names = "--rpo",
            paramLabel = "<span>",
            converter = SpanConverter.class,
            description = "The greatest age that the data may have: 24h, 7d.")
    @Nullable
    Duration rpo;

    @Option(
            names = "--html",
            paramLabel = "<file>",
            description = "Writes the report as a page that needs nothing else.")
    @Nullable
    Path html;

    public DrillCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** At most one; a tenant drawn at random if none. */
    static final class Which {

        @Option(
                names = "--tenant",
                paramLabel = "<tenant>",
                description = "The newest backup of this tenant: id or name.")
        @Nullable
        String tenant;

        @Option(names = "--backup", paramLabel = "<id>", description = "This backup.")
        @Nullable
        String backup;

        @Option(names = "--random", description = "The newest backup of a tenant drawn at random: the default.")
        boolean random;

        @Option(names = "--seed", paramLabel = "<number>", description = "Draws the tenant by this number: repeatable.")
        @Nullable
        Long seed;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Drills drills = open.service().drills();
            DrillRequest asked = request(open).withObjectives(new DrillObjectives(rto, rpo));
            DrillRequest request = script == null ? asked : asked.into(open.scratchSchema(script));
            DrillReport report = invocation.withProgress(context -> drills.run(request.with(context)));
            if (html != null) {
                HtmlFile.write(
                        html,
                        DrillPage.of(report, drills.history(PLOTTED).drills()),
                        "the drill itself is over; 'drill history' shows it.");
            }
            invocation.print(() -> DrillDocuments.of(report), style -> new DrillReports(style).of(report));
            return code(report).number();
        }
    }

    private DrillRequest request(OpenService open) {
        if (which.tenant != null) {
            return DrillRequest.ofNewest(
                    new Tenants(open.service()).named(which.tenant).id());
        }
        if (which.backup != null) {
            return DrillRequest.of(
                    StoredBackups.record(open.service(), which.backup).id());
        }
        return DrillRequest.ofRandomTenant(
                which.seed != null
                        ? which.seed
                        : invocation.surroundings().clock().millis());
    }

    private static ExitCode code(DrillReport report) {
        if (report.isGood()) {
            return ExitCode.DONE;
        }
        return report.outcome() == DrillOutcome.FAILED ? ExitCode.INVALID_BACKUP : ExitCode.FAILED;
    }
}
