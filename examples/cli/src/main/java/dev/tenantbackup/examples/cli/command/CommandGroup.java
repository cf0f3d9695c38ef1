// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself: one of its subcommands must be named. */
abstract class CommandGroup implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public final Integer call() {
        CommandSpec group = Objects.requireNonNull(spec, "filled by the parser");
        throw new ParameterException(
                group.commandLine(),
                "Missing command: one of "
                        + String.join(", ", group.subcommands().keySet()));
    }
}
