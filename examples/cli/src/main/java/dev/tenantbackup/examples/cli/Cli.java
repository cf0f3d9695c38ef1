// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import dev.tenantbackup.examples.cli.command.BackupAddCommand;
import dev.tenantbackup.examples.cli.command.BackupChainCommand;
import dev.tenantbackup.examples.cli.command.BackupCommand;
import dev.tenantbackup.examples.cli.command.BackupCompareCommand;
import dev.tenantbackup.examples.cli.command.BackupCreateCommand;
import dev.tenantbackup.examples.cli.command.BackupDeleteCommand;
import dev.tenantbackup.examples.cli.command.BackupGetCommand;
import dev.tenantbackup.examples.cli.command.BackupHoldCommand;
import dev.tenantbackup.examples.cli.command.BackupListCommand;
import dev.tenantbackup.examples.cli.command.BackupPruneCommand;
import dev.tenantbackup.examples.cli.command.BackupRekeyCommand;
import dev.tenantbackup.examples.cli.command.BackupReleaseCommand;
import dev.tenantbackup.examples.cli.command.BackupRowsCommand;
import dev.tenantbackup.examples.cli.command.BackupShowCommand;
import dev.tenantbackup.examples.cli.command.BackupTagCommand;
import dev.tenantbackup.examples.cli.command.BackupValidateCommand;
import dev.tenantbackup.examples.cli.command.CatalogCommand;
import dev.tenantbackup.examples.cli.command.CatalogInitCommand;
import dev.tenantbackup.examples.cli.command.CloneCommand;
import dev.tenantbackup.examples.cli.command.DiffCommand;
import dev.tenantbackup.examples.cli.command.DrillClearCommand;
import dev.tenantbackup.examples.cli.command.DrillCommand;
import dev.tenantbackup.examples.cli.command.DrillHistoryCommand;
import dev.tenantbackup.examples.cli.command.FenceCommand;
import dev.tenantbackup.examples.cli.command.FenceDdlCommand;
import dev.tenantbackup.examples.cli.command.FenceLiftCommand;
import dev.tenantbackup.examples.cli.command.FenceRaiseCommand;
import dev.tenantbackup.examples.cli.command.FenceStatusCommand;
import dev.tenantbackup.examples.cli.command.IncidentAssessCommand;
import dev.tenantbackup.examples.cli.command.IncidentCommand;
import dev.tenantbackup.examples.cli.command.IncidentFenceCommand;
import dev.tenantbackup.examples.cli.command.IncidentListCommand;
import dev.tenantbackup.examples.cli.command.IncidentOpenCommand;
import dev.tenantbackup.examples.cli.command.IncidentReportCommand;
import dev.tenantbackup.examples.cli.command.IncidentRestoreCommand;
import dev.tenantbackup.examples.cli.command.IncidentResumeCommand;
import dev.tenantbackup.examples.cli.command.IncidentVerifyCommand;
import dev.tenantbackup.examples.cli.command.InspectCommand;
import dev.tenantbackup.examples.cli.command.KeyCommand;
import dev.tenantbackup.examples.cli.command.KeyGenerateCommand;
import dev.tenantbackup.examples.cli.command.RestoreCommand;
import dev.tenantbackup.examples.cli.command.StorageCheckCommand;
import dev.tenantbackup.examples.cli.command.StorageCommand;
import dev.tenantbackup.examples.cli.command.StorageReconcileCommand;
import dev.tenantbackup.examples.cli.command.TenantBackupCommand;
import dev.tenantbackup.examples.cli.command.UndoCommand;
import dev.tenantbackup.examples.cli.command.VerifyCommand;
import dev.tenantbackup.examples.cli.output.HelpLayout;
import dev.tenantbackup.examples.cli.output.Logging;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Surroundings;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import picocli.CommandLine;

/** Runs one command line from its arguments to its exit code. Never ends the process: a test can run it too. */
public final class Cli {

    /** What Java puts in the place of bytes that it can't read. */
    private static final char UNREADABLE = '\ufffd';

    private Cli() {}

    /** Runs a command. Whatever happens, it is told where it belongs, and the exit code says how it ended. */
    public static int run(Surroundings surroundings, String... args) {
        Invocation invocation = new Invocation(surroundings);
        FailureHandler failures = new FailureHandler(invocation, args);
        try {
            mustBeReadable(args);
            return commandLine(invocation, failures).execute(args);
        } catch (Error | RuntimeException e) {
            // An Error is not the parser's to handle; a program that reads our output still wants its document.
            return failures.report(e);
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    /** Java reads arguments in the locale's encoding; what it could not read must not become a tenant's name. */
    private static void mustBeReadable(String... args) {
        for (String arg : args) {
            if (arg.indexOf(UNREADABLE) >= 0) {
                throw new InvalidRequestException(
                        Problem.of("The argument '" + arg + "' holds letters that the locale's encoding does not know.")
                                .withHint("Set LC_ALL to a UTF-8 locale, such as C.UTF-8."));
            }
        }
    }

    private static CommandLine commandLine(Invocation invocation, FailureHandler failures) {
        CommandLine catalog = new CommandLine(new CatalogCommand()).addSubcommand(new CatalogInitCommand(invocation));
        CommandLine backup = new CommandLine(new BackupCommand())
                .addSubcommand(new BackupCreateCommand(invocation))
                .addSubcommand(new BackupListCommand(invocation))
                .addSubcommand(new BackupShowCommand(invocation))
                .addSubcommand(new BackupRowsCommand(invocation))
                .addSubcommand(new BackupCompareCommand(invocation))
                .addSubcommand(new BackupValidateCommand(invocation))
                .addSubcommand(new BackupChainCommand(invocation))
                .addSubcommand(new BackupAddCommand(invocation))
                .addSubcommand(new BackupGetCommand(invocation))
                .addSubcommand(new BackupDeleteCommand(invocation))
                .addSubcommand(new BackupRekeyCommand(invocation))
                .addSubcommand(new BackupHoldCommand(invocation))
                .addSubcommand(new BackupReleaseCommand(invocation))
                .addSubcommand(new BackupTagCommand(invocation))
                .addSubcommand(new BackupPruneCommand(invocation));
        CommandLine storage = new CommandLine(new StorageCommand())
                .addSubcommand(new StorageCheckCommand(invocation))
                .addSubcommand(new StorageReconcileCommand(invocation));
        CommandLine fence = new CommandLine(new FenceCommand())
                .addSubcommand(new FenceDdlCommand(invocation))
                .addSubcommand(new FenceStatusCommand(invocation))
                .addSubcommand(new FenceRaiseCommand(invocation))
                .addSubcommand(new FenceLiftCommand(invocation));
        CommandLine drill = new CommandLine(new DrillCommand(invocation))
                .addSubcommand(new DrillHistoryCommand(invocation))
                .addSubcommand(new DrillClearCommand(invocation));
        CommandLine incident = new CommandLine(new IncidentCommand())
                .addSubcommand(new IncidentOpenCommand(invocation))
                .addSubcommand(new IncidentListCommand(invocation))
                .addSubcommand(new IncidentFenceCommand(invocation))
                .addSubcommand(new IncidentAssessCommand(invocation))
                .addSubcommand(new IncidentRestoreCommand(invocation))
                .addSubcommand(new IncidentVerifyCommand(invocation))
                .addSubcommand(new IncidentResumeCommand(invocation))
                .addSubcommand(new IncidentReportCommand(invocation));
        CommandLine key = new CommandLine(new KeyCommand()).addSubcommand(new KeyGenerateCommand(invocation));
        CommandLine all = new CommandLine(new TenantBackupCommand(invocation))
                .addSubcommand(new InspectCommand(invocation))
                .addSubcommand(catalog)
                .addSubcommand(backup)
                .addSubcommand(new RestoreCommand(invocation))
                .addSubcommand(new CloneCommand(invocation))
                .addSubcommand(new DiffCommand(invocation))
                .addSubcommand(new UndoCommand(invocation))
                .addSubcommand(new VerifyCommand(invocation))
                .addSubcommand(drill)
                .addSubcommand(fence)
                .addSubcommand(incident)
                .addSubcommand(storage)
                .addSubcommand(key);
        HelpLayout.apply(all);
        return all.setOut(invocation.surroundings().out())
                .setErr(invocation.surroundings().err())
                .setOverwrittenOptionsAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(parsed -> {
                    Logging.setVerbose(invocation.options().isDebug());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
