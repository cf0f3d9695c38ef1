// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.TableNames;
import dev.tenantbackup.incident.DamageSign;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident assess}: finds the newest backup from before the damage. */
@Command(
        name = "assess",
        description = {
            "Compares the tenant with its backups, newest first, until one is from before the damage: the",
            "first that differs in all of these signs, or in anything if none is given. Changes nothing."
        },
        footer = {
            "  tenant-backup incident assess 7f3a --missing menu_items=40",
            "  tenant-backup incident assess 7f3a --changed menu_items=100 --added users=1"
        })
public final class IncidentAssessCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    @Option(
            names = "--missing",
            paramLabel = "<table>=<rows>",
            split = ",",
            description = "At least so many rows of the table are gone now.")
    Map<String, Long> missing = new LinkedHashMap<>();

    @Option(
            names = "--changed",
            paramLabel = "<table>=<rows>",
            split = ",",
            description = "At least so many rows of the table have other values now.")
    Map<String, Long> changed = new LinkedHashMap<>();

    @Option(
            names = "--added",
            paramLabel = "<table>=<rows>",
            split = ",",
            description = "At least so many rows of the table should not be there.")
    Map<String, Long> added = new LinkedHashMap<>();

    public IncidentAssessCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            List<DamageSign> signs = signs(open.catalog());
            Incident now = open.service()
                    .incidents()
                    .assess(IncidentReference.of(incident), signs, invocation.actor())
                    .incident();
            invocation.print(
                    () -> IncidentDocuments.of(now),
                    style -> new IncidentReports(style).taken(now, IncidentStep.ASSESS));
            return (now.soundBackup().isPresent() ? ExitCode.DONE : ExitCode.NOT_FOUND).number();
        }
    }

    private List<DamageSign> signs(Catalog catalog) {
        List<TableName> known =
                catalog.tables().stream().map(CatalogTable::name).toList();
        List<DamageSign> signs = new ArrayList<>();
        addSigns(known, missing, DamageSign::missing, signs);
        addSigns(known, changed, DamageSign::changed, signs);
        addSigns(known, added, DamageSign::added, signs);
        return signs;
    }

    private static void addSigns(
            List<TableName> known,
            Map<String, Long> given,
            BiFunction<TableName, Long, DamageSign> kind,
            List<DamageSign> signs) {
        given.forEach((name, rows) -> {
            if (rows < 1) {
                throw new InvalidRequestException(
                        Problem.of("A sign of damage takes at least one row: " + name + "=" + rows + ".")
                                .withHint("Give as many rows as are surely affected."));
            }
            TableNames.among(known, List.of(name)).forEach(table -> signs.add(kind.apply(table, rows)));
        });
    }
}
