// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@link BackupRecord} to JSON and back. */
final class RecordJson {

    private static final String FORMAT = "tenant-backup-record";

    private RecordJson() {}

    static byte[] write(BackupRecord backup) {
        return JsonText.write(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("formatVersion", backup.formatVersion());
            json.writeStringField("id", backup.id().value());
            json.writeStringField("kind", backup.kind().word());
            json.writeStringField("tenant", backup.tenant().value());
            JsonText.optional(json, "tenantName", backup.tenantName());
            json.writeStringField("createdAt", backup.createdAt().toString());
            json.writeStringField("actor", backup.actor());
            json.writeNumberField("bytes", backup.bytes());
            json.writeStringField("sha256", backup.sha256().hex());
            json.writeNumberField("rows", backup.rows());
            writeTables(json, backup.tables());
            json.writeBooleanField("complete", backup.complete());
            json.writeNumberField("findings", backup.findings());
            BackupRecord.Link previous = backup.previous();
            if (previous != null) {
                json.writeObjectFieldStart("previous");
                json.writeStringField("id", previous.id().value());
                json.writeStringField("recordSha256", previous.recordSha256().hex());
                json.writeEndObject();
            }
        });
    }

    static BackupRecord read(byte[] bytes) {
        try {
            JsonObject json = JsonObject.parse(bytes);
            return read(json, FormatVersion.check(json, FORMAT));
        } catch (MalformedDocumentException e) {
            throw new ArchiveException(
                    Problem.of("Cannot read a backup record: " + e.getMessage() + ".")
                            .withHint(
                                    "the record is damaged or not one; if its archive is sound, remove the record and adopt it."),
                    e);
        }
    }

    private static BackupRecord read(JsonObject json, int formatVersion) {
        JsonObject previous = json.optionalObject("previous");
        JsonObject tables = json.object("tables");
        Map<TableName, Long> rows = new TreeMap<>();
        for (String name : tables.names()) {
            rows.put(tables.checked(() -> SafeName.toTable(name)), tables.count(name));
        }
        BackupRecord backup = json.checked(() -> new BackupRecord(
                formatVersion,
                json.parsed("id", "a backup id", BackupId::of),
                json.word("kind", BackupKind.class),
                json.parsed("tenant", "a tenant id", TenantId::of),
                json.optionalText("tenantName"),
                json.time("createdAt"),
                json.text("actor"),
                json.count("bytes"),
                json.digest("sha256"),
                rows,
                json.truth("complete"),
                json.smallCount("findings"),
                previous == null
                        ? null
                        : new BackupRecord.Link(
                                previous.parsed("id", "a backup id", BackupId::of), previous.digest("recordSha256"))));
        if (backup.rows() != json.count("rows")) {
            throw json.wrong("rows", "the sum of its tables' rows");
        }
        return backup;
    }

    private static void writeTables(JsonGenerator json, Map<TableName, Long> tables) throws IOException {
        json.writeObjectFieldStart("tables");
        for (Map.Entry<TableName, Long> table : tables.entrySet()) {
            json.writeNumberField(SafeName.ofTable(table.getKey()), table.getValue());
        }
        json.writeEndObject();
    }
}
