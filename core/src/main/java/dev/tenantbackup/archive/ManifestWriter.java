// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaHead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@link Manifest} to JSON. */
final class ManifestWriter {

    static final String FORMAT = "tenant-backup-archive";

    private final JsonGenerator json;

    private ManifestWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(Manifest manifest) {
        return JsonText.write(json -> new ManifestWriter(json).manifest(manifest));
    }

    private void manifest(Manifest manifest) throws IOException {
        json.writeStringField("format", FORMAT);
        json.writeNumberField("formatVersion", manifest.formatVersion());
        json.writeStringField("backupId", manifest.backup().value());
        json.writeStringField("kind", manifest.kind().word());
        json.writeStringField("tenant", manifest.tenant().value());
        JsonText.optional(json, "tenantName", manifest.tenantName());
        json.writeStringField("exportedAt", manifest.exportedAt().toString());
        json.writeStringField("exportedBy", manifest.exportedBy());
        source(manifest.source());
        json.writeBooleanField("complete", manifest.complete());
        json.writeObjectFieldStart("options");
        json.writeBooleanField("emptyTables", manifest.scope().emptyTables());
        tableNames("excludedTables", manifest.scope().excludedTables());
        tableNames("gaps", manifest.scope().gaps());
        json.writeEndObject();
        json.writeNumberField("blockRows", Block.MAX_ROWS);
        json.writeArrayFieldStart("tables");
        for (ManifestTable table : manifest.tables()) {
            table(table);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("shared");
        for (ManifestTable table : manifest.shared()) {
            table(table);
        }
        json.writeEndArray();
        findings(manifest.findings());
        proposals(manifest.acceptedProposals());
        files(manifest.files());
    }

    private void source(Source source) throws IOException {
        json.writeObjectFieldStart("database");
        json.writeStringField("product", source.product());
        json.writeStringField("version", source.productVersion());
        json.writeEndObject();
        json.writeObjectFieldStart("snapshot");
        json.writeStringField("id", source.snapshotId());
        json.writeStringField("takenAt", source.snapshotAt().toString());
        json.writeEndObject();
        json.writeStringField("schemaFingerprint", source.schemaFingerprint().hex());
        SchemaHead head = source.head();
        if (head != null) {
            json.writeObjectFieldStart("schemaHead");
            json.writeStringField("tool", head.tool());
            json.writeStringField("version", head.version());
            json.writeEndObject();
        }
    }

    private void table(ManifestTable table) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", SafeName.ofTable(table.name()));
        json.writeStringField("entry", table.entryName());
        json.writeStringField("ownership", table.ownership());
        json.writeArrayFieldStart("columns");
        for (Column column : table.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeStringField("form", Words.of(column.form()));
            json.writeBooleanField("nullable", column.nullable());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonText.texts(json, "key", table.keyColumns());
        JsonText.texts(json, "naturalKey", table.naturalKey());
        references(table.references());
        jsonReferences(table.jsonReferences());
        fileColumns(table.files());
        rules(table.rules());
        content(table.content());
        json.writeEndObject();
    }

    private void references(List<Reference> references) throws IOException {
        json.writeArrayFieldStart("references");
        for (Reference reference : references) {
            json.writeStartObject();
            json.writeStringField("name", reference.name());
            JsonText.texts(json, "columns", reference.columns());
            json.writeStringField("parent", SafeName.ofTable(reference.parent()));
            JsonText.texts(json, "parentColumns", reference.parentColumns());
            json.writeBooleanField("enforced", reference.enforced());
            Reference.Condition when = reference.when();
            if (when != null) {
                json.writeObjectFieldStart("when");
                json.writeStringField("column", when.column());
                json.writeStringField("value", when.value());
                json.writeEndObject();
            }
            JsonText.texts(json, "none", new TreeSet<>(reference.none()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void jsonReferences(List<JsonReference> references) throws IOException {
        json.writeArrayFieldStart("jsonReferences");
        for (JsonReference reference : references) {
            json.writeStartObject();
            json.writeStringField("column", reference.column());
            json.writeStringField("path", reference.path());
            json.writeStringField("parent", SafeName.ofTable(reference.parent()));
            json.writeStringField("parentColumn", reference.parentColumn());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void fileColumns(List<FileColumn> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("files");
        for (FileColumn file : files) {
            json.writeStartObject();
            json.writeStringField("column", file.column());
            JsonText.optional(json, "bytes", file.bytesColumn());
            JsonText.optional(json, "sha256", file.sha256Column());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void files(ArchivedFiles files) throws IOException {
        if (files.coverage() == ArchivedFiles.Coverage.NONE) {
            return;
        }
        json.writeObjectFieldStart("files");
        json.writeStringField("coverage", Words.of(files.coverage()));
        json.writeArrayFieldStart("contents");
        for (ArchivedFile file : files.contents()) {
            json.writeStartObject();
            json.writeStringField("sha256", file.sha256().hex());
            json.writeNumberField("bytes", file.bytes());
            JsonText.texts(
                    json, "keys", file.keys().stream().map(FileKey::value).toList());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rules(TableRules rules) throws IOException {
        json.writeObjectFieldStart("rules");
        json.writeStringField("table", Words.of(rules.table()));
        words("columns", rules.columns());
        words("unique", rules.unique());
        JsonText.texts(json, "triggerColumns", rules.triggerColumns());
        json.writeEndObject();
    }

    private void words(String field, Map<String, ? extends Enum<?>> words) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, ? extends Enum<?>> word : words.entrySet()) {
            json.writeStringField(word.getKey(), Words.of(word.getValue()));
        }
        json.writeEndObject();
    }

    private void content(EntryContent content) throws IOException {
        json.writeNumberField("rows", content.rows());
        json.writeNumberField("bytes", content.bytes());
        json.writeStringField("sha256", content.sha256().hex());
        json.writeArrayFieldStart("blocks");
        for (Block block : content.blocks()) {
            json.writeStartObject();
            json.writeNumberField("rows", block.rows());
            json.writeNumberField("bytes", block.bytes());
            json.writeStringField("sha256", block.sha256().hex());
            JsonText.texts(json, "first", block.first());
            JsonText.texts(json, "last", block.last());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void findings(List<Finding> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("kind", Words.of(finding.kind()));
            json.writeStringField("table", SafeName.ofTable(finding.table()));
            json.writeStringField("message", finding.message());
            JsonText.optional(json, "hint", finding.hint());
            json.writeNumberField("count", finding.count());
            json.writeArrayFieldStart("samples");
            for (RowKey sample : finding.samples()) {
                json.writeStartObject();
                for (int i = 0; i < sample.columns().size(); i++) {
                    json.writeStringField(
                            sample.columns().get(i), sample.values().get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (!finding.otherTenants().isEmpty()) {
                JsonText.texts(
                        json,
                        "otherTenants",
                        finding.otherTenants().stream().map(TenantId::value).toList());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void proposals(List<AcceptedProposal> proposals) throws IOException {
        json.writeArrayFieldStart("acceptedProposals");
        for (AcceptedProposal proposal : proposals) {
            json.writeStartObject();
            json.writeStringField("table", SafeName.ofTable(proposal.table()));
            json.writeStringField("ownership", proposal.ownership());
            json.writeStringField("reason", proposal.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void tableNames(String field, List<TableName> tables) throws IOException {
        JsonText.texts(json, field, tables.stream().map(SafeName::ofTable).toList());
    }
}
