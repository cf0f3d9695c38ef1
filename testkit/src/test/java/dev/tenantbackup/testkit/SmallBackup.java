// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.Scope;
import dev.tenantbackup.archive.Source;
import dev.tenantbackup.archive.TableRules;
import dev.tenantbackup.archive.TableSink;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What a backup holds whose content does not matter: two rows of one table. */
final class SmallBackup {

    private static final TableName TABLE = TableName.of("menus");
    private static final List<Column> COLUMNS = List.of(Column.of("id", "bigint", ValueForm.NUMBER, false));
    private static final List<String> KEY = List.of("id");

    private SmallBackup() {}

    static Manifest write(BackupId id, Instant startedAt, TenantId tenant, ArchiveWriter writer) throws IOException {
        TableSink sink = writer.begin(TABLE, COLUMNS, KEY);
        sink.write(Row.of("1"));
        sink.write(Row.of("2"));
        ManifestTable table = new ManifestTable(
                TABLE, "column", COLUMNS, KEY, List.of(), List.of(), List.of(), TableRules.NONE, sink.end());
        return new Manifest(
                Manifest.FORMAT_VERSION,
                id,
                BackupKind.MANUAL,
                tenant,
                null,
                startedAt,
                "test",
                new Source("none", "1", "1", startedAt, Digest.of("")),
                Scope.EVERYTHING,
                true,
                List.of(table),
                List.of(),
                List.of(),
                List.of(),
                ArchivedFiles.NONE);
    }
}
