// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import dev.tenantbackup.examples.cli.output.FailureDocument;
import dev.tenantbackup.examples.cli.output.JsonWriter;
import dev.tenantbackup.examples.cli.output.Passwords;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.settings.OutputFormat;
import dev.tenantbackup.model.TenantBackupException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells a failure: to people on standard error, or to programs as the one JSON document on standard output. Also when
 * the failure is that the command line could not be understood.
 */
final class FailureHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Invocation invocation;
    private final List<String> args;

    FailureHandler(Invocation invocation, String... args) {
        this.invocation = invocation;
        this.args = List.of(args);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] given) {
        return report(failure);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        return report(failure);
    }

    /** Tells the failure, once, and returns its exit code. */
    int report(Throwable failure) {
        FailureDocument document = FailureDocument.of(failure);
        Passwords passwords = invocation.passwords();
        PrintWriter err = invocation.surroundings().err();
        if (isJson()) {
            invocation.surroundings().out().println(JsonWriter.write(document.json(passwords)));
        } else {
            err.print(document.text(invocation.errorStyle(), passwords));
        }
        if (args.contains("--debug")) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            err.print(passwords.mask(trace.toString()));
        }
        return ExitCode.of(failure).number();
    }

    /** As the settings say, or, while nobody could read them, as the arguments say. */
    private boolean isJson() {
        String json = OutputFormat.JSON.toString();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i).toLowerCase(Locale.ROOT);
            boolean next = arg.equals("--output")
                    && i + 1 < args.size()
                    && args.get(i + 1).equalsIgnoreCase(json);
            if (next || arg.equals("--output=" + json)) {
                return true;
            }
        }
        try {
            return invocation.settings().output() == OutputFormat.JSON;
        } catch (TenantBackupException e) {
            // The settings can't be read: that is the failure being told, or stands behind it.
            return false;
        }
    }
}
