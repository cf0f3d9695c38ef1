// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import picocli.CommandLine.Command;

/** {@code key}: the group of commands about keys. */
@Command(
        name = "key",
        description = "Makes keys that backups are encrypted for or signed with.",
        footer = "  tenant-backup key generate -o identity.txt")
public final class KeyCommand extends CommandGroup {}
