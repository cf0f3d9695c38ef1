// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link BackupRecord} to JSON and back. */
final class RecordJson {

    private static final String FORMAT = "tenant-backup-record";
    private static final String FILE = "file";
    private static final String ENCRYPTION = "age";

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
            json.writeStringField("manifestSha256", backup.manifestSha256().hex());
            json.writeNumberField("rows", backup.rows());
            writeTables(json, backup.tables());
            json.writeBooleanField("complete", backup.complete());
            json.writeNumberField("findings", backup.findings());
            BackupRecord.Link previous = backup.previous();
            if (previous != null) {
                LinkJson.write(json, previous);
            }
            writeFile(json, backup.file());
            Signature signature = backup.signature();
            if (signature != null) {
                SignatureJson.write(json, signature);
            }
        });
    }

    static byte[] withFile(byte[] bytes, ArchiveFile file) {
        Parts parts = read(bytes, SignaturePolicy.OPTIONAL, json -> json);
        byte[] rest = JsonText.write(json -> {
            writeFile(json, file);
            if (parts.rest.has(SignatureJson.FIELD)) {
                JsonText.value(json, SignatureJson.FIELD, parts.rest.value(SignatureJson.FIELD));
            }
        });
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(latin1(parts.content));
        record.write(',');
        record.write(rest, 1, rest.length - 1);
        return record.toByteArray();
    }

    /** A record's content: its bytes before where the file begins. */
    static byte[] content(byte[] bytes) {
        return read(bytes, SignaturePolicy.OPTIONAL, parts -> latin1(parts.content));
    }

    static BackupRecord read(byte[] bytes, SignaturePolicy policy) {
        return read(bytes, policy, parts -> backup(parts.fields, parts.formatVersion, parts.rest, parts.signature));
    }

    private static <T> T read(byte[] bytes, SignaturePolicy policy, Function<Parts, T> reader) {
        try {
            return reader.apply(Parts.of(bytes, policy));
        } catch (MalformedDocumentException e) {
            throw new ArchiveException(
                    Problem.of("Cannot read a backup record: " + e.getMessage() + ".")
                            .withHint(
                                    "the record is damaged or not one; if its archive is sound, remove the record and adopt it."),
                    e);
        }
    }

    private static BackupRecord backup(
            JsonObject json, int formatVersion, JsonObject rest, @Nullable Signature signature) {
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
                file(rest.object(FILE)),
                json.digest("manifestSha256"),
                rows,
                json.truth("complete"),
                json.smallCount("findings"),
                previous == null ? null : LinkJson.read(previous),
                signature));
        if (backup.rows() != json.count("rows")) {
            throw json.wrong("rows", "the sum of its tables' rows");
        }
        return backup;
    }

    private static ArchiveFile file(JsonObject json) {
        JsonObject encryption = json.optionalObject("encryption");
        return json.checked(() -> new ArchiveFile(
                json.text("name"),
                json.count("bytes"),
                json.digest("sha256"),
                encryption == null ? null : encryption(encryption)));
    }

    private static ArchiveEncryption encryption(JsonObject json) {
        if (!json.text("format").equals(ENCRYPTION)) {
            throw json.wrong("format", "'" + ENCRYPTION + "'");
        }
        return json.checked(() -> new ArchiveEncryption(json.texts("recipients"), json.truth("passphrase")));
    }

    private static void writeFile(JsonGenerator json, ArchiveFile file) throws IOException {
        json.writeObjectFieldStart(FILE);
        json.writeStringField("name", file.name());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("sha256", file.sha256().hex());
        ArchiveEncryption encryption = file.encryption();
        if (encryption != null) {
            json.writeObjectFieldStart("encryption");
            json.writeStringField("format", ENCRYPTION);
            JsonText.texts(json, "recipients", encryption.recipients());
            json.writeBooleanField("passphrase", encryption.passphrase());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void writeTables(JsonGenerator json, Map<TableName, Long> tables) throws IOException {
        json.writeObjectFieldStart("tables");
        for (Map.Entry<TableName, Long> table : tables.entrySet()) {
            json.writeNumberField(SafeName.ofTable(table.getKey()), table.getValue());
        }
        json.writeEndObject();
    }

    /**
     * What a record consists of.
     *
     * @param content the bytes that its digest and its signature cover, one character for each
     * @param fields the content
     * @param rest where the archive lies
     * @param signature of the content; null if there is none
     */
    private record Parts(
            String content,
            JsonObject fields,
            int formatVersion,
            JsonObject rest,
            @Nullable Signature signature) {

        /** Between the content and the rest, and nowhere else in a record. */
        private static final String BORDER = ",\n  \"" + FILE + "\": {";

        /** Takes a record apart. The content is parsed last, and only if its signature is as it should be. */
        static Parts of(byte[] bytes, SignaturePolicy policy) {
            // One character per byte, so that positions are the same.
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int border = text.indexOf(BORDER);
            if (border < 0 || border != text.lastIndexOf(BORDER)) {
                if (!policy.isRequired()) {
                    // It may be no JSON at all, which is the better answer.
                    JsonObject.parse(bytes);
                }
                throw new MalformedDocumentException(
                        FILE + " is missing, or not on a line of its own behind the content");
            }
            String content = text.substring(0, border);
            JsonObject rest = JsonObject.parse(latin1("{" + text.substring(border + 1)));
            Signature signature = SignatureJson.read(rest);
            policy.fault(signature, latin1(content)).ifPresent(fault -> {
                throw new ArchiveException(Problem.of("Cannot read a backup record: " + fault.message() + ".")
                        .withHint(fault.hint().orElse(null)));
            });
            JsonObject fields = JsonObject.parse(latin1(content + "}"));
            return new Parts(content, fields, FormatVersion.check(fields, FORMAT), rest, signature);
        }
    }
}
