// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code fence}: the group of commands that stop a tenant's writes. */
@Command(
        name = "fence",
        description = "Stops one tenant's writes, inside PostgreSQL or MariaDB, while all others write on.",
        footer = {
            "  tenant-backup fence ddl > fence.sql",
            "  tenant-backup fence raise 7 --reason \"the menu was deleted\"",
            "  tenant-backup fence status"
        })
public final class FenceCommand extends CommandGroup {}
