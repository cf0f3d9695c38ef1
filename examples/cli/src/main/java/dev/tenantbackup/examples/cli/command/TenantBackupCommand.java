// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.settings.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code tenant-backup}: the command above all others, with the options they share. */
@Command(
        name = "tenant-backup",
        versionProvider = Version.class,
        description =
                "Exports, restores and clones one tenant of a database that many tenants share, and proves that it"
                        + " worked.",
        footer = {
            "  tenant-backup inspect --url jdbc:postgresql://localhost/shop --tenant-table restaurants",
            "  tenant-backup backup create 7",
            "  tenant-backup restore tenant_export_7_20260301020000 --into 7 --plan",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the backup is invalid, 4 the catalog is incomplete,",
            "            5 refused because of conflicts or bystanders (verify: rows across the border between tenants), 6 not found"
        })
public final class TenantBackupCommand extends CommandGroup {

    @Mixin
    final CommonOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    boolean version;

    public TenantBackupCommand(Invocation invocation) {
        options = invocation.options();
    }
}
