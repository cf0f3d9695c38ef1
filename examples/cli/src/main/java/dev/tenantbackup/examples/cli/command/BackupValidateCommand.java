// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ValidationDocuments;
import dev.tenantbackup.examples.cli.output.ValidationReports;
import dev.tenantbackup.examples.cli.run.BackupReference;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "  tenant-backup backup validate --all --output json",
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
        try (OpenService open = invocation.open()) {
            return which.backup == null ? all(open.service()) : one(open.service(), which.backup);
        }
    }

    private int one(TenantBackupService service, String text) {
        BackupReference reference = BackupReference.find(service, text);
        ValidationReport report = reference.validate(level);
        String name = reference.toString();
        invocation.print(
                () -> ValidationDocuments.one(name, report),
                style -> new ValidationReports(style).all(Map.of(name, report)));
        return code(report.valid());
    }

    private int all(TenantBackupService service) {
        Map<String, ValidationReport> reports = new LinkedHashMap<>();
        Listing listing = service.list();
        for (BackupRecord record : listing.backups()) {
            reports.put(record.id().value(), service.validate(record.id(), level));
        }
        for (Problem unreadable : listing.unreadable()) {
            reports.put(
                    unreadable.backup().orElse("(unreadable record)"),
                    new ValidationReport(null, List.of(unreadable), List.of()));
        }
        invocation.print(() -> ValidationDocuments.all(reports), style -> new ValidationReports(style).all(reports));
        return code(reports.values().stream().allMatch(ValidationReport::valid));
    }

    private static int code(boolean valid) {
        return (valid ? ExitCode.DONE : ExitCode.INVALID_BACKUP).number();
    }
}
