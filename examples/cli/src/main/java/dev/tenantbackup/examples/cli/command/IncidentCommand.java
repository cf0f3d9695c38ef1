// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code incident}: the group of commands for the day something went wrong. */
@Command(
        name = "incident",
        description = "Guides through the day something went wrong: fence, assess, restore, verify, resume.",
        footer = {"  tenant-backup incident open 7 --what \"the drinks are gone\"", "  tenant-backup incident list"})
public final class IncidentCommand extends CommandGroup {}
