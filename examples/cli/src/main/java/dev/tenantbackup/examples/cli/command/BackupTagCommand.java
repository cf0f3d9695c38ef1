// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.Tags;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup tag}: words on a backup, for policies and for people. Needs no database. */
@Command(
        name = "tag",
        description = "Puts words on a backup, or takes them off. 'prune --keep-tag' keeps by them. Needs no database.",
        footer = {
            "  tenant-backup backup tag tenant_export_7_20260301020000 before-migration",
            "  tenant-backup backup tag tenant_export_7_20260301020000 before-migration --remove"
        })
public final class BackupTagCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "<word>",
            description = "Lower-case letters, digits, '.', '_' and '-'.")
    List<String> words = List.of();

    @Option(names = "--remove", description = "Takes them off.")
    boolean remove;

    public BackupTagCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            BackupNotes notes = open.service().notes();
            BackupId id = StoredBackups.record(open.service(), backup).id();
            Tags tags = remove ? notes.untag(id, words) : notes.tag(id, valid());
            invocation.print(
                    () -> BackupDocuments.tags(tags),
                    style -> "Tags of " + id + ": "
                            + (tags.words().isEmpty() ? "none" : String.join(", ", tags.words()))
                            + ".\n");
            return ExitCode.DONE.number();
        }
    }

    private List<String> valid() {
        try {
            words.forEach(Tags::requireWord);
            return words;
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(Problem.of(e.getMessage() + "."), e);
        }
    }
}
