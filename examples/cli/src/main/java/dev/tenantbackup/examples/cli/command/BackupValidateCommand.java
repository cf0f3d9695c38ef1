// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.ValidateAllRequest;
import dev.tenantbackup.ValidateAllResult;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ValidationDocuments;
import dev.tenantbackup.examples.cli.output.ValidationReports;
import dev.tenantbackup.examples.cli.run.BackupReference;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup validate}: whether archives are what they say they are. */
@Command(
        name = "validate",
        description = {
            "Checks an archive to the last row; exit code 3 if anything is wrong.",
            "Needs a database only for the level 'restorable'."
        },
        footer = {
            "  tenant-backup backup validate tenant_export_7_20260301020000",
            "  tenant-backup backup validate trattoria.zip",
            "  tenant-backup backup validate --all --share 1/7 --within 2h",
            "  tenant-backup backup validate tenant_export_7_20260301020000 --level restorable"
        })
public final class BackupValidateCommand implements Callable<Integer> {

    private final Invocation invocation;

    @ArgGroup(multiplicity = "1")
    Which which = new Which();

    @Option(
            names = "--level",
            paramLabel = "<level>",
            converter = LevelConverter.class,
            description = {
                "How deep: file (length and digest of the whole file), structure, digests,",
                "rows, references (default), restorable (into the database as it is now)."
            })
    ValidationReport.Level level = ValidationReport.Level.REFERENCES;

    @Option(
            names = "--share",
            paramLabel = "<k/n>",
            converter = Share.Converter.class,
            description = {
                "With --all: only so many of n parts of the backups, another one in each run; 1/7 reads",
                "every backup once in seven runs."
            })
    @Nullable
    Share share;

    @Option(
            names = "--within",
            paramLabel = "<span>",
            converter = SpanConverter.class,
            description = {
                "With --all: begins no further backup after this time (90min, 2h), newest first;",
                "names those that were not reached."
            })
    @Nullable
    Duration within;

    public BackupValidateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Exactly one of both. */
    static final class Which {

        @Parameters(paramLabel = "<backup>", arity = "0..1", description = "A backup's id, or the file of an archive.")
        @Nullable
        String backup;

        @Option(names = "--all", description = "Every backup in the storage.")
        boolean all;
    }

    @Override
    public Integer call() {
        if (which.backup != null && (share != null || within != null)) {
            throw new InvalidRequestException(Problem.of("--share and --within are about all backups, not about one.")
                    .withHint("Use them together with --all."));
        }
        try (OpenService open = invocation.open()) {
            return which.backup == null ? all(open.service()) : one(open.service(), which.backup);
        }
    }

    private int one(TenantBackupService service, String text) {
        BackupReference reference = BackupReference.find(service, text);
        ValidationReport report = reference.validate(level);
        String name = reference.toString();
        invocation.print(
                () -> ValidationDocuments.one(name, report), style -> new ValidationReports(style).one(name, report));
        return code(report.valid());
    }

    private int all(TenantBackupService service) {
        Share taken = share == null ? Share.ALL : share;
        ValidateAllRequest asked =
                ValidateAllRequest.EVERYTHING.withLevel(level).withShare(taken.taken(), taken.parts());
        ValidateAllRequest request = within == null ? asked : asked.within(within);
        ValidateAllResult result = invocation.withProgress(context -> service.validateAll(request.with(context)));
        invocation.print(
                () -> ValidationDocuments.all(result, invocation.passwords()),
                style -> new ValidationReports(style).all(result));
        if (!result.isValid()) {
            return ExitCode.INVALID_BACKUP.number();
        }
        return (result.failed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private static int code(boolean valid) {
        return (valid ? ExitCode.DONE : ExitCode.INVALID_BACKUP).number();
    }
}
