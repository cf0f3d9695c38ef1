// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code storage}: the group of commands about the place where backups lie. */
@Command(
        name = "storage",
        description = "Looks at the place where backups lie, and clears up there.",
        footer = "  tenant-backup storage check --storage s3://backups/nightly")
public final class StorageCommand extends CommandGroup {}
