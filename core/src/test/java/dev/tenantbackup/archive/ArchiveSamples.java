// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Small archives to try things on. */
public final class ArchiveSamples {

    public static final BackupId ID = BackupId.of("tenant_export_42_20260301020000");
    public static final Instant EXPORTED_AT = Instant.parse("2026-03-01T02:00:00.123456Z");
    public static final TableName MENUS = TableName.of("menus");
    public static final TableName NOTES = TableName.of("audit", "notes.old");
    public static final TableName COUNTRIES = TableName.of("countries");
    public static final TableName EMPTY = TableName.of("waitlist");

    public static final List<Column> MENU_COLUMNS = List.of(
            Column.of("id", "bigint", ValueForm.NUMBER, false),
            Column.of("name", "varchar(100)", ValueForm.TEXT, false),
            Column.of("price", "numeric(10,2)", ValueForm.NUMBER, true),
            Column.of("active", "boolean", ValueForm.BOOLEAN, false),
            Column.of("token", "uuid", ValueForm.UUID, true),
            Column.of("image", "bytea", ValueForm.BINARY, true),
            Column.of("options", "jsonb", ValueForm.JSON, true),
            Column.of("country", "char(2)", ValueForm.TEXT, true));

    public static final List<Row> MENU_ROWS = List.of(
            Row.of(
                    "1",
                    "Breakfast",
                    "12.50",
                    "true",
                    "0f8fad5b-d9cb-469f-a165-70867728950e",
                    "00ff",
                    "{\"a\": 12.50}",
                    "IT"),
            Row.of("2", "Zürich \"Käse\" \uD83E\uDDC0\n\u0001", "1E+3", "false", null, "", "null", null),
            Row.of("10", "", "-0", "true", null, null, null, "DE"));

    public static final List<Column> NOTE_COLUMNS = List.of(Column.of("text", "text", ValueForm.TEXT, true));
    public static final List<Row> NOTE_ROWS =
            List.of(Row.of((String) null), Row.of(""), Row.of("null"), Row.of("null"));

    public static final List<Column> COUNTRY_COLUMNS = List.of(
            Column.of("code", "char(2)", ValueForm.TEXT, false), Column.of("name", "text", ValueForm.TEXT, false));
    public static final List<Row> COUNTRY_ROWS = List.of(Row.of("DE", "Germany"), Row.of("IT", "Italy"));

    private ArchiveSamples() {}

    /** A small archive with everything in it that the format knows. */
    public static byte[] archive() {
        return bytes(writer -> write(ID, EXPORTED_AT, TenantId.of(42), writer));
    }

    /** Writes the small archive's tables. */
    public static Manifest write(BackupId id, Instant exportedAt, TenantId tenant, ArchiveWriter writer)
            throws IOException {
        return write(id, exportedAt, tenant, MENU_ROWS, writer);
    }

    /** Writes the small archive's tables, with other menus in it. */
    public static Manifest write(
            BackupId id, Instant exportedAt, TenantId tenant, List<Row> menuRows, ArchiveWriter writer)
            throws IOException {
        EntryContent menus = fill(writer.begin(MENUS, MENU_COLUMNS, List.of("id")), menuRows);
        EntryContent notes = fill(writer.begin(NOTES, NOTE_COLUMNS, List.of()), NOTE_ROWS);
        EntryContent empty = writer.begin(EMPTY, NOTE_COLUMNS, List.of()).end();
        EntryContent countries = fill(writer.beginShared(COUNTRIES, COUNTRY_COLUMNS, List.of("code")), COUNTRY_ROWS);
        Reference country = new Reference(
                "menus_country_fk",
                MENUS,
                List.of("country"),
                COUNTRIES,
                List.of("code"),
                new Reference.Condition("active", "true"),
                true,
                Set.of("0", " "));
        TableRules rules = new TableRules(
                TableRule.JOURNAL,
                Map.of("price", ColumnRule.MONOTONIC),
                Map.of("token", UniqueRule.MINT),
                List.of("name"));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                id,
                BackupKind.MANUAL,
                tenant,
                "Casa Nueva",
                exportedAt,
                "alice",
                new Source("PostgreSQL", "18.4", "00000003-1", exportedAt, Digest.of("schema")),
                new Scope(true, List.of(TableName.of("sessions")), List.of()),
                true,
                List.of(
                        new ManifestTable(
                                MENUS,
                                "column",
                                MENU_COLUMNS,
                                List.of("id"),
                                List.of(),
                                List.of(country),
                                List.of(new JsonReference("options", "$[*].id", MENUS, "id")),
                                rules,
                                menus),
                        table(NOTES, "references", NOTE_COLUMNS, List.of(), notes),
                        table(EMPTY, "references", NOTE_COLUMNS, List.of(), empty)),
                List.of(new ManifestTable(
                        COUNTRIES,
                        "shared",
                        COUNTRY_COLUMNS,
                        List.of("code"),
                        List.of("code"),
                        List.of(),
                        List.of(),
                        TableRules.NONE,
                        countries)),
                List.of(new Finding(
                        Finding.Kind.LEAVING, MENUS, "1 row leaves", "look", 1, List.of(RowKey.of("id", "10")))),
                List.of(new AcceptedProposal(MENUS, "column", "has restaurant_id")),
                ArchivedFiles.NONE);
    }

    /** An archive with one table. */
    public static byte[] archive(TableName name, List<Column> columns, List<String> key, List<Row> rows) {
        return bytes(writer -> {
            EntryContent content = fill(writer.begin(name, columns, key), rows);
            return manifest(List.of(table(name, "column", columns, key, content)));
        });
    }

    public static Manifest manifest(List<ManifestTable> tables) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                ID,
                BackupKind.SCHEDULED,
                TenantId.of(42),
                null,
                EXPORTED_AT,
                "nightly",
                new Source("H2", "2.4", "1", EXPORTED_AT, Digest.of("")),
                Scope.EVERYTHING,
                true,
                tables,
                List.of(),
                List.of(),
                List.of(),
                ArchivedFiles.NONE);
    }

    public static ManifestTable table(
            TableName name, String ownership, List<Column> columns, List<String> key, EntryContent content) {
        return new ManifestTable(
                name, ownership, columns, key, List.of(), List.of(), List.of(), TableRules.NONE, content);
    }

    public static EntryContent fill(TableSink sink, List<Row> rows) throws IOException {
        for (Row row : rows) {
            sink.write(row);
        }
        return sink.end();
    }

    public static byte[] bytes(Content content) {
        return bytes(ArchiveOptions.DEFAULTS, content);
    }

    public static byte[] bytes(ArchiveOptions options, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = new ArchiveWriter(out, options)) {
            writer.finish(content.write(writer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static ArchiveReader open(byte[] archive) {
        return ArchiveReader.open(channel(archive), "sample", ArchiveLimits.DEFAULTS);
    }

    public static SeekableByteChannel channel(byte[] archive) {
        return new SeekableInMemoryByteChannel(archive.clone());
    }

    public static List<Row> readAll(RowStream stream) {
        List<Row> rows = new ArrayList<>();
        try (stream) {
            for (Row row = stream.next(); row != null; row = stream.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Writes the tables of an archive. */
    @FunctionalInterface
    public interface Content {
        Manifest write(ArchiveWriter writer) throws IOException;
    }
}
