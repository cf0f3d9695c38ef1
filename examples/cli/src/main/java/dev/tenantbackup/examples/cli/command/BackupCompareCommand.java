// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.browse.TableDifference;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BrowseOutput;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup compare}: what changed from one backup of a tenant to another. Needs no database. */
@Command(
        name = "compare",
        description = "Shows what changed from one backup of a tenant to another. Needs no database.",
        footer = "  tenant-backup backup compare tenant_export_7_20260301020000 tenant_export_7_20260302020000")
public final class BackupCompareCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "<before>", description = "The earlier backup's id.")
    String before = "";

    @Parameters(index = "1", paramLabel = "<after>", description = "The later backup's id.")
    String after = "";

    public BackupCompareCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            List<TableDifference> tables = open.service()
                    .browsing()
                    .compare(
                            StoredBackups.record(open.service(), before).id(),
                            StoredBackups.record(open.service(), after).id());
            invocation.print(
                    () -> BrowseOutput.differenceDocument(tables), style -> BrowseOutput.differenceText(tables, style));
            return ExitCode.DONE.number();
        }
    }
}
