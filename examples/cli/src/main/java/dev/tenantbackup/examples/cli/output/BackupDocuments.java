// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.BackupAllResult;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.FileTotals;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.repository.AnnotatedBackup;
import dev.tenantbackup.repository.Hold;
import dev.tenantbackup.repository.Tags;
import dev.tenantbackup.repository.ValidationNote;
import dev.tenantbackup.schema.SchemaHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The JSON documents of the {@code backup} commands. */
public final class BackupDocuments {

    private BackupDocuments() {}

    /** A backup just made. */
    public static ObjectNode created(BackupInfo backup) {
        ObjectNode document = Json.object();
        document.put("backupId", backup.id().value());
        document.put("file", backup.location());
        document.put("tenant", backup.tenant().value());
        document.put("rows", backup.rows());
        document.set("tables", rowsByTable(backup.tables()));
        document.set("files", files(backup.files()));
        document.set("findings", Json.array(backup.findings(), BackupDocuments::finding));
        document.put("bytes", backup.bytes());
        document.put("sha256", backup.sha256());
        document.put("chainHead", backup.chainHead().toString());
        document.put("complete", backup.complete());
        document.put("durationMillis", backup.duration().toMillis());
        return document;
    }

    /** The backups of all active tenants: {@code {backups[], failed[]}}. */
    public static ObjectNode created(BackupAllResult result, Passwords passwords) {
        ObjectNode document = Json.object();
        document.set("backups", Json.array(result.succeeded(), BackupDocuments::created));
        document.set("failed", Json.array(result.failed().entrySet(), failure -> {
            FailureDocument words = FailureDocument.of(failure.getValue());
            ObjectNode node = Json.object();
            node.put("tenant", failure.getKey().value());
            node.set("error", words.json(passwords).get("error"));
            return node;
        }));
        return document;
    }

    /** Backups as their records and the notes on them tell of them. */
    public static JsonNode list(List<AnnotatedBackup> backups, Instant now) {
        return Json.array(backups, backup -> annotated(backup, now));
    }

    private static ObjectNode annotated(AnnotatedBackup backup, Instant now) {
        ObjectNode node = record(backup.backup());
        node.set("validated", backup.validated().map(BackupDocuments::validated).orElse(null));
        node.set("hold", backup.holdInForce(now).map(BackupDocuments::hold).orElse(null));
        node.set("tags", Json.texts(new TreeSet<>(backup.tags())));
        return node;
    }

    private static ObjectNode validated(ValidationNote note) {
        ObjectNode node = Json.object();
        node.put("at", note.at().toString());
        node.put("level", note.level() == null ? null : Json.word(note.level()));
        node.put("valid", note.valid());
        node.put("intact", note.intact());
        node.put("problems", note.problems());
        node.set("first", Json.texts(note.first()));
        node.set(
                "deepest",
                note.intactDownTo()
                        .map(depth -> Json.object()
                                .put("level", Json.word(depth.level()))
                                .put("at", depth.at().toString()))
                        .orElse(null));
        return node;
    }

    /** What keeps a backup from being deleted. */
    public static ObjectNode hold(Hold hold) {
        ObjectNode node = Json.object();
        node.put("backupId", hold.backup().value());
        node.put("reason", hold.reason());
        node.put("since", hold.since().toString());
        node.put("by", hold.by());
        node.put("until", hold.end().map(Instant::toString).orElse(null));
        return node;
    }

    /** A backup that may be deleted again. */
    public static ObjectNode released(BackupId backup, boolean wasHeld) {
        ObjectNode node = Json.object();
        node.put("backupId", backup.value());
        node.put("released", wasHeld);
        return node;
    }

    /** A backup's tags. */
    public static ObjectNode tags(Tags tags) {
        ObjectNode node = Json.object();
        node.put("backupId", tags.backup().value());
        node.set("tags", Json.texts(tags.words()));
        return node;
    }

    /** One backup as its record tells of it. */
    public static ObjectNode record(BackupRecord record) {
        ObjectNode node = Json.object();
        node.put("backupId", record.id().value());
        node.put("id", record.id().value());
        node.put("kind", record.kind().word());
        node.put("tenant", record.tenant().value());
        node.put("tenantName", record.displayName().orElse(null));
        node.put("createdAt", record.createdAt().toString());
        node.put("actor", record.actor());
        node.put("bytes", record.bytes());
        node.put("sha256", record.sha256().toString());
        node.set(
                "encryption",
                record.file()
                        .encrypted()
                        .map(encryption -> {
                            ObjectNode words = Json.object();
                            words.set("recipients", Json.texts(encryption.recipients()));
                            return words.put("passphrase", encryption.passphrase());
                        })
                        .orElse(null));
        node.put("formatVersion", record.formatVersion());
        node.put("rows", record.rows());
        node.set("tables", rowsByTable(record.tables()));
        node.put("complete", record.complete());
        node.put("findings", record.findings());
        node.put(
                "previous",
                record.predecessor().map(previous -> previous.id().value()).orElse(null));
        node.put("signedBy", record.signedBy().map(VerifyingKey::id).orElse(null));
        return node;
    }

    /** One backup with what its manifest tells beyond its record, if that can be read. */
    public static ObjectNode shown(AnnotatedBackup backup, Instant now, Optional<Manifest> manifest) {
        ObjectNode document = annotated(backup, now);
        manifest.ifPresent(described -> describe(document, described));
        return document;
    }

    private static void describe(ObjectNode document, Manifest manifest) {
        document.put("product", manifest.source().product());
        document.put("productVersion", manifest.source().productVersion());
        document.put(
                "schemaHead",
                manifest.source().recordedHead().map(SchemaHead::toString).orElse(null));
        document.put("snapshotAt", manifest.source().snapshotAt().toString());
        document.set("files", files(FileTotals.of(manifest.files())));
        document.set("findings", Json.array(manifest.findings(), BackupDocuments::finding));
        document.set("acceptedProposals", Json.array(manifest.acceptedProposals(), proposal -> {
            ObjectNode node = Json.object();
            node.put("table", proposal.table().toString());
            node.put("ownership", proposal.ownership());
            node.put("reason", proposal.reason());
            return node;
        }));
        ObjectNode shared = document.putObject("shared");
        for (ManifestTable table : manifest.shared()) {
            shared.put(table.name().toString(), table.content().rows());
        }
    }

    /** A backup whose archive was copied to a file. */
    public static ObjectNode stored(BackupRecord record, Path file) {
        ObjectNode document = Json.object();
        document.put("backupId", record.id().value());
        document.put("file", file.toAbsolutePath().toString());
        document.put("bytes", record.bytes());
        document.put("sha256", record.sha256().toString());
        return document;
    }

    /** A backup that is no more. */
    public static ObjectNode deleted(BackupRecord record) {
        ObjectNode document = Json.object();
        document.put("backupId", record.id().value());
        document.put("tenant", record.tenant().value());
        document.put("deleted", true);
        return document;
    }

    static JsonNode finding(Finding finding) {
        return ChangeDocuments.remark(
                Json.word(finding.kind()),
                finding.table(),
                finding.message(),
                finding.advice().orElse(null),
                finding.count(),
                finding.samples(),
                finding.otherTenants());
    }

    private static ObjectNode files(FileTotals files) {
        ObjectNode node = Json.object();
        node.put("coverage", Json.word(files.coverage()));
        node.put("files", files.files());
        node.put("contents", files.contents());
        node.put("bytes", files.bytes());
        return node;
    }

    private static ObjectNode rowsByTable(Map<TableName, Long> tables) {
        ObjectNode node = Json.object();
        tables.forEach((table, rows) -> node.put(table.toString(), rows));
        return node;
    }
}
