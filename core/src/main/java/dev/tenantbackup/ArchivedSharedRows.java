// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.drift.Evolution;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.shared.SharedSource;
import java.util.List;
import java.util.Set;

/**
 * The shared rows that an archive holds beside its tenant's.
 *
 * @param archive stays the caller's
 * @param evolution what declared changes have made of its tables
 */
record ArchivedSharedRows(ArchiveReader archive, Evolution evolution) implements SharedSource {

    @Override
    public Set<TableName> tables() {
        return evolution.tables(true);
    }

    @Override
    public List<String> columns(TableName table) {
        return evolution.columns(table);
    }

    @Override
    public List<String> naturalKey(TableName table) {
        ManifestTable then = evolution.archived(table);
        return then.naturalKey().stream()
                .flatMap(column -> evolution.column(then.name(), column).stream())
                .toList();
    }

    @Override
    public boolean followed(Reference reference) {
        return evolution.tables(false).contains(reference.table())
                && evolution.archived(reference.table()).references().stream()
                        .filter(then -> !then.enforced())
                        .flatMap(then -> evolution.reference(then).stream())
                        .anyMatch(then -> then.columns().equals(reference.columns())
                                && then.parent().equals(reference.parent())
                                && then.parentColumns().equals(reference.parentColumns())
                                && then.condition().equals(reference.condition()));
    }

    @Override
    public boolean followed(TableName table, JsonReference reference) {
        if (!evolution.tables(false).contains(table)) {
            return false;
        }
        ManifestTable then = evolution.archived(table);
        return then.jsonReferences().stream()
                .flatMap(archived -> evolution.jsonReference(then.name(), archived).stream())
                .anyMatch(reference::equals);
    }

    @Override
    public RowStream rows(TableName table) {
        return evolution.over(
                table, archive.sharedRows(evolution.archived(table).name()));
    }
}
