// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.BackupAllResult;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.FileTotals;
import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.AnnotatedBackup;
import dev.tenantbackup.repository.ValidationNote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Backups for people. */
public final class BackupReports {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private static final int KEYS_SHOWN = 3;

    private final Style style;

    public BackupReports(Style style) {
        this.style = style;
    }

    /** A backup just made. */
    public String created(BackupInfo backup) {
        StringBuilder text = new StringBuilder();
        text.append(style.good("Backed up tenant " + backup.tenant()))
                .append(" in ")
                .append(Quantities.duration(backup.duration()))
                .append(": ")
                .append(Quantities.count(backup.rows(), "row"))
                .append(" in ")
                .append(Quantities.count(backup.tables().size(), "table"))
                .append(", ")
                .append(Quantities.bytes(backup.bytes()))
                .append(".\n")
                .append("Backup id: ")
                .append(backup.id())
                .append("\nFile:      ")
                .append(backup.location())
                .append('\n');
        if (backup.files().coverage() != ArchivedFiles.Coverage.NONE) {
            text.append("Files:     ").append(files(backup.files())).append('\n');
        }
        if (!backup.complete()) {
            text.append(style.warning("Incomplete: rows that are the tenant's may be missing."))
                    .append('\n');
        }
        return text.append(findings(backup.findings())).toString();
    }

    /** The backups of all active tenants. */
    public String created(BackupAllResult result) {
        StringBuilder text = new StringBuilder();
        TextTable table = TextTable.withHeaders("Tenant", ">rows", ">size", ">time", "backup");
        for (BackupInfo backup : result.succeeded()) {
            table.row(
                    backup.tenant().value(),
                    Quantities.count(backup.rows()),
                    Quantities.bytes(backup.bytes()),
                    Quantities.duration(backup.duration()),
                    backup.id().value());
        }
        text.append(table.isEmpty() ? "" : table.render(style) + "\n");
        text.append(style.good(Quantities.count(result.succeeded().size(), "tenant") + " backed up"))
                .append(".\n");
        for (Map.Entry<TenantId, TenantBackupException> failure :
                result.failed().entrySet()) {
            text.append(style.bad("Tenant " + failure.getKey() + " has no new backup: "))
                    .append(failure.getValue().problem())
                    .append('\n');
        }
        return text.toString();
    }

    /** Backups, one a line. */
    public String list(List<AnnotatedBackup> backups, Instant now) {
        if (backups.isEmpty()) {
            return "No backups.\n";
        }
        TextTable table =
                TextTable.withHeaders("Backup", "tenant", "name", "made", "kind", ">rows", ">size", "validated", "");
        long bytes = 0;
        for (AnnotatedBackup backup : backups) {
            BackupRecord record = backup.backup();
            bytes += record.bytes();
            table.row(
                    record.id().value(),
                    record.tenant().value(),
                    record.displayName().orElse(""),
                    TIME.format(record.createdAt()),
                    record.kind().word(),
                    Quantities.count(record.rows()),
                    Quantities.bytes(record.bytes()),
                    backup.validated().map(BackupReports::validated).orElse("never"),
                    remarks(backup, now));
        }
        return table.render(style)
                + style.dim(Quantities.count(backups.size(), "backup") + ", " + Quantities.bytes(bytes) + ".")
                + "\n";
    }

    private static String validated(ValidationNote note) {
        String level = note.level() == null ? "nothing" : Json.word(note.level());
        return DATE.format(note.at()) + " " + level + (note.valid() ? "" : ", INVALID");
    }

    private static String remarks(AnnotatedBackup backup, Instant now) {
        List<String> remarks = new ArrayList<>();
        if (!backup.backup().complete()) {
            remarks.add("incomplete");
        }
        if (backup.holdInForce(now).isPresent()) {
            remarks.add("held");
        }
        new TreeSet<>(backup.tags()).forEach(tag -> remarks.add("#" + tag));
        return String.join(" ", remarks);
    }

    /** One backup with everything known of it, as far as its manifest can be read. */
    public String shown(AnnotatedBackup backup, Instant now, Optional<Manifest> manifest) {
        BackupRecord record = backup.backup();
        StringBuilder text = new StringBuilder();
        text.append(style.bold(record.id().value())).append('\n');
        line(
                text,
                "Tenant",
                record.tenant()
                        + record.displayName().map(name -> " '" + name + "'").orElse(""));
        line(
                text,
                "Made",
                TIME.format(record.createdAt()) + " by " + record.actor() + ", "
                        + record.kind().word());
        manifest.map(Manifest::source)
                .ifPresent(source -> line(
                        text,
                        "From",
                        source.product() + " " + source.productVersion()
                                + source.recordedHead()
                                        .map(head -> ", schema at " + head)
                                        .orElse("")));
        line(text, "Size", Quantities.bytes(record.bytes()) + ", SHA-256 " + record.sha256());
        line(text, "Signed", record.signedBy().map(key -> "by key " + key.id()).orElse("no"));
        record.file().encrypted().ifPresent(encryption -> line(text, "Encrypted", encrypted(encryption)));
        line(text, "Complete", record.complete() ? "yes" : style.warning("no: rows may be missing"));
        manifest.map(Manifest::files)
                .filter(files -> files.coverage() != ArchivedFiles.Coverage.NONE)
                .ifPresent(files -> line(text, "Files", files(FileTotals.of(files))));
        record.predecessor()
                .ifPresent(previous -> line(text, "Previous", previous.id().value()));
        line(text, "Validated", backup.validated().map(this::validatedInFull).orElse("never"));
        backup.holdInForce(now).ifPresent(hold -> line(text, "Held", hold.describe() + " (" + hold.by() + ")"));
        if (!backup.tags().isEmpty()) {
            line(text, "Tags", String.join(", ", new TreeSet<>(backup.tags())));
        }
        TextTable table = TextTable.withHeaders("Table", ">rows");
        int empty = 0;
        for (Map.Entry<TableName, Long> entry : record.tables().entrySet()) {
            if (entry.getValue() == 0) {
                empty++;
            } else {
                table.row(entry.getKey().toString(), Quantities.count(entry.getValue()));
            }
        }
        table.row("total", Quantities.count(record.rows()));
        text.append('\n').append(table.render(style));
        if (empty > 0) {
            text.append(style.dim(Quantities.count(empty, "empty table") + " not shown."))
                    .append('\n');
        }
        manifest.ifPresent(described -> text.append(findings(described.findings())));
        return text.toString();
    }

    private static String encrypted(ArchiveEncryption encryption) {
        return encryption.passphrase() ? "with a passphrase" : "for " + String.join(", ", encryption.recipients());
    }

    private String validatedInFull(ValidationNote note) {
        String level = note.level() == null ? "nothing" : Json.word(note.level());
        StringBuilder text = new StringBuilder(TIME.format(note.at()))
                .append(", ")
                .append(level)
                .append(" examined");
        note.intactDownTo()
                .filter(depth -> depth.level() != note.level())
                .ifPresent(depth -> text.append("; intact down to ")
                        .append(Json.word(depth.level()))
                        .append(" on ")
                        .append(DATE.format(depth.at())));
        if (!note.valid()) {
            text.append(", ").append(style.bad(Quantities.count(note.problems(), "problem")));
            note.first().forEach(problem -> text.append("\n            ").append(problem));
        }
        return text.toString();
    }

    private static String files(FileTotals files) {
        return files.coverage() == ArchivedFiles.Coverage.LEFT_OUT
                ? "none, left out"
                : Quantities.count(files.files(), "file") + ", " + Quantities.count(files.contents(), "content") + ", "
                        + Quantities.bytes(files.bytes());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ")
                .append(String.format("%-9s", name))
                .append(' ')
                .append(value)
                .append('\n');
    }

    /** What a person should know of, with hints; nothing where there is nothing. */
    String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n")
                .append(style.warning(Quantities.count(findings.size(), "finding")))
                .append('\n');
        for (Finding finding : findings) {
            text.append("  ").append(finding.table()).append(": ").append(finding.message());
            finding.samples().stream()
                    .limit(KEYS_SHOWN)
                    .forEach(key -> text.append(' ').append(key));
            text.append('\n');
            finding.advice()
                    .ifPresent(
                            hint -> text.append("    ").append(style.dim(hint)).append('\n'));
        }
        return text.toString();
    }
}
