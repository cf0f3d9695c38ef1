// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code catalog}: the group of commands about the catalog file. */
@Command(
        name = "catalog",
        description = "Makes the file that says whose rows each table holds.",
        footer = "  tenant-backup catalog init --tenant-table restaurants")
public final class CatalogCommand extends CommandGroup {}
