// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code backup}: the group of commands that make and keep backups. */
@Command(
        name = "backup",
        description = "Makes, lists, checks and prunes backups.",
        footer = {
            "  tenant-backup backup create --all-active",
            "  tenant-backup backup list",
            "  tenant-backup backup validate --all",
            "  tenant-backup backup prune --keep-last 5 --yes"
        })
public final class BackupCommand extends CommandGroup {}
