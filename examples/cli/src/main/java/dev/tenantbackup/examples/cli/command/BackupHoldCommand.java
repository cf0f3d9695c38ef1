// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.Hold;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup hold}: keeps a backup from being deleted, by anybody and by any policy. Needs no database. */
@Command(
        name = "hold",
        description = "Keeps a backup from being deleted or pruned until it is released. Needs no database.",
        footer = {
            "  tenant-backup backup hold tenant_export_7_20260301020000 --reason \"dispute 4711\"",
            "  tenant-backup backup hold tenant_export_7_20260301020000 --reason audit --until 2027-01-01"
        })
public final class BackupHoldCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    @Option(
            names = "--reason",
            paramLabel = "<text>",
            required = true,
            description = "Why, for those who meet it later.")
    String reason = "";

    @Option(
            names = "--until",
            paramLabel = "<time>",
            description = "When it is over: 2027-01-01 (the day's beginning in UTC) or 2027-01-01T06:00:00Z.")
    @Nullable
    String until;

    public BackupHoldCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new InvalidRequestException(Problem.of("--reason is blank.").withHint("Say why it is held."));
        }
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            BackupId id = StoredBackups.record(service, backup).id();
            Hold hold = invocation.withProgress(context -> lay(service.notes(), id, context.actor()));
            invocation.print(
                    () -> BackupDocuments.hold(hold), style -> "Backup " + id + " is " + hold.describe() + "\n");
            return ExitCode.DONE.number();
        }
    }

    private Hold lay(BackupNotes notes, BackupId id, Actor actor) {
        return until == null ? notes.hold(id, reason, actor) : notes.holdUntil(id, time(until), reason, actor);
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException(
                    Problem.of("--until " + text + " is no time.")
                            .withHint("Write it as 2027-01-01 or 2027-01-01T06:00:00Z."),
                    e);
        }
    }
}
