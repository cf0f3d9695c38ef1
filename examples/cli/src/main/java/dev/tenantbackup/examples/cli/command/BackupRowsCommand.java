// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.browse.BrowsedBackup;
import dev.tenantbackup.browse.BrowsedTable;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BrowseOutput;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.TableNames;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup rows}: what a backup holds, table by table and row by row. Needs no database. */
@Command(
        name = "rows",
        description = "Shows the tables of a backup, or rows of one of them in key order. Needs no database.",
        footer = {
            "  tenant-backup backup rows tenant_export_7_20260301020000",
            "  tenant-backup backup rows tenant_export_7_20260301020000 menus --from 100 --limit 20",
            "  tenant-backup backup rows tenant_export_7_20260301020000 menus --key 12"
        })
public final class BackupRowsCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<table>",
            description = "The table; all are listed if not said.")
    @Nullable
    String table;

    @Option(
            names = "--key",
            paramLabel = "<value>",
            split = ",",
            description = "Only the row of this key; the values of a key of several columns apart by commas.")
    List<String> key = new ArrayList<>();

    @Option(names = "--from", paramLabel = "<number>", description = "How many rows to pass over; none by default.")
    long from;

    @Option(names = "--limit", paramLabel = "<number>", description = "How many rows at most; 20 by default.")
    int limit = 20;

    public BackupRowsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open();
                BrowsedBackup browsed = open.service()
                        .browsing()
                        .open(StoredBackups.record(open.service(), backup).id())) {
            List<BrowsedTable> tables = browsed.tables();
            if (table == null) {
                invocation.print(
                        () -> BrowseOutput.tablesDocument(tables), style -> BrowseOutput.tablesText(tables, style));
                return ExitCode.DONE.number();
            }
            Set<TableName> named =
                    TableNames.among(tables.stream().map(BrowsedTable::name).toList(), List.of(table));
            BrowsedTable found = tables.stream()
                    .filter(each -> named.contains(each.name()))
                    .findFirst()
                    .orElseThrow();
            List<Row> rows = key.isEmpty()
                    ? browsed.page(found.name(), from, limit)
                    : browsed.find(found.name(), key).map(List::of).orElse(List.of());
            invocation.print(
                    () -> BrowseOutput.rowsDocument(found, rows), style -> BrowseOutput.rowsText(found, rows, style));
            return (rows.isEmpty() && !key.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.DONE).number();
        }
    }
}
