// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON to {@link Manifest}. */
final class ManifestReader {

    private ManifestReader() {}

    /**
     * The manifest that some bytes hold.
     *
     * @throws MalformedDocumentException if they hold none
     * @throws dev.tenantbackup.model.ArchiveException if they hold one of a newer format
     */
    static Manifest read(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes);
        int formatVersion = FormatVersion.check(json, ManifestWriter.FORMAT);
        if (json.count("blockRows") != Block.MAX_ROWS) {
            throw json.wrong("blockRows", String.valueOf(Block.MAX_ROWS));
        }
        JsonObject options = json.object("options");
        Scope scope = new Scope(
                options.truth("emptyTables"), tableNames(options, "excludedTables"), tableNames(options, "gaps"));
        return json.checked(() -> new Manifest(
                formatVersion,
                json.parsed("backupId", "a backup id", BackupId::of),
                json.word("kind", BackupKind.class),
                json.parsed("tenant", "a tenant id", TenantId::of),
                json.optionalText("tenantName"),
                json.time("exportedAt"),
                json.text("exportedBy"),
                source(json),
                scope,
                json.truth("complete"),
                json.objects("tables", ManifestReader::table),
                json.objects("shared", ManifestReader::table),
                json.objects("findings", ManifestReader::finding),
                json.objects("acceptedProposals", ManifestReader::proposal),
                files(json.optionalObject("files"))));
    }

    private static Source source(JsonObject json) {
        JsonObject database = json.object("database");
        JsonObject snapshot = json.object("snapshot");
        JsonObject head = json.optionalObject("schemaHead");
        return new Source(
                database.text("product"),
                database.text("version"),
                snapshot.text("id"),
                snapshot.time("takenAt"),
                json.digest("schemaFingerprint"),
                head == null ? null : new SchemaHead(head.text("tool"), head.text("version")));
    }

    private static ManifestTable table(JsonObject json) {
        TableName name = tableName(json, "table");
        ManifestTable table = json.checked(() -> new ManifestTable(
                name,
                json.text("ownership"),
                json.objects("columns", ManifestReader::column),
                json.texts("key"),
                json.texts("naturalKey"),
                json.objects("references", reference -> reference(name, reference)),
                json.objects("jsonReferences", ManifestReader::jsonReference),
                json.has("files") ? json.objects("files", ManifestReader::fileColumn) : List.of(),
                rules(json.object("rules")),
                content(json)));
        if (!json.text("entry").equals(table.entryName())) {
            throw json.wrong("entry", "'" + table.entryName() + "'");
        }
        return table;
    }

    private static Column column(JsonObject json) {
        return Column.of(
                json.text("name"), json.text("type"), json.word("form", ValueForm.class), json.truth("nullable"));
    }

    private static Reference reference(TableName table, JsonObject json) {
        JsonObject when = json.optionalObject("when");
        return json.checked(() -> new Reference(
                json.text("name"),
                table,
                json.texts("columns"),
                tableName(json, "parent"),
                json.texts("parentColumns"),
                when == null ? null : new Reference.Condition(when.text("column"), when.text("value")),
                json.truth("enforced"),
                Set.copyOf(json.texts("none"))));
    }

    private static JsonReference jsonReference(JsonObject json) {
        return new JsonReference(
                json.text("column"), json.text("path"), tableName(json, "parent"), json.text("parentColumn"));
    }

    private static FileColumn fileColumn(JsonObject json) {
        return new FileColumn(json.text("column"), json.optionalText("bytes"), json.optionalText("sha256"));
    }

    /** What an archive holds of which nothing is said; earlier ones knew of no files. */
    private static ArchivedFiles files(@Nullable JsonObject json) {
        return json == null
                ? ArchivedFiles.NONE
                : json.checked(() -> new ArchivedFiles(
                        json.word("coverage", ArchivedFiles.Coverage.class),
                        json.objects("contents", ManifestReader::file)));
    }

    private static ArchivedFile file(JsonObject json) {
        return json.checked(() -> new ArchivedFile(
                json.digest("sha256"),
                json.count("bytes"),
                json.texts("keys").stream().map(FileKey::of).toList()));
    }

    private static TableRules rules(JsonObject json) {
        JsonObject columns = json.object("columns");
        JsonObject unique = json.object("unique");
        return new TableRules(
                json.word("table", TableRule.class),
                columns.all(column -> columns.word(column, ColumnRule.class)),
                unique.all(column -> unique.word(column, UniqueRule.class)),
                json.texts("triggerColumns"));
    }

    private static EntryContent content(JsonObject json) {
        return json.checked(() -> new EntryContent(
                json.count("rows"),
                json.count("bytes"),
                json.digest("sha256"),
                json.objects("blocks", ManifestReader::block)));
    }

    private static Block block(JsonObject json) {
        return json.checked(() -> new Block(
                json.smallCount("rows"),
                json.count("bytes"),
                json.digest("sha256"),
                json.nullableTexts("first"),
                json.nullableTexts("last")));
    }

    private static Finding finding(JsonObject json) {
        return json.checked(() -> new Finding(
                findingKind(json.text("kind")),
                tableName(json, "table"),
                json.text("message"),
                json.optionalText("hint"),
                json.count("count"),
                json.objects("samples", ManifestReader::rowKey),
                json.optionalTexts("otherTenants").stream().map(TenantId::of).toList()));
    }

    /** Kinds that later releases add must not make their archives unreadable. */
    private static Finding.Kind findingKind(String word) {
        for (Finding.Kind kind : Finding.Kind.values()) {
            if (Words.of(kind).equals(word)) {
                return kind;
            }
        }
        return Finding.Kind.OTHER;
    }

    private static RowKey rowKey(JsonObject json) {
        List<String> columns = json.names();
        List<@Nullable String> values = new ArrayList<>();
        columns.forEach(column -> values.add(json.optionalText(column)));
        return new RowKey(columns, values);
    }

    private static AcceptedProposal proposal(JsonObject json) {
        return new AcceptedProposal(tableName(json, "table"), json.text("ownership"), json.text("reason"));
    }

    private static List<TableName> tableNames(JsonObject json, String field) {
        List<String> names = json.texts(field);
        return json.checked(() -> names.stream().map(SafeName::toTable).toList());
    }

    private static TableName tableName(JsonObject json, String field) {
        return json.parsed(field, "a table's name", SafeName::toTable);
    }
}
