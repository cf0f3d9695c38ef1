// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.shared.SharedSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shared rows that an archive holds beside its tenant's.
 *
 * @param archive stays the caller's
 */
record ArchivedSharedRows(ArchiveReader archive) implements SharedSource {

    @Override
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>();
        archive.manifest().shared().forEach(table -> tables.add(table.name()));
        return tables;
    }

    @Override
    public List<String> columns(TableName table) {
        return entry(table).columnNames();
    }

    @Override
    public List<String> naturalKey(TableName table) {
        return entry(table).naturalKey();
    }

    @Override
    public boolean followed(Reference reference) {
        return archive.manifest().find(reference.table()).stream()
                .flatMap(table -> table.references().stream())
                .anyMatch(then -> !then.enforced()
                        && then.columns().equals(reference.columns())
                        && then.parent().equals(reference.parent())
                        && then.parentColumns().equals(reference.parentColumns())
                        && then.condition().equals(reference.condition()));
    }

    @Override
    public boolean followed(TableName table, JsonReference reference) {
        return archive.manifest()
                .find(table)
                .filter(then -> then.jsonReferences().contains(reference))
                .isPresent();
    }

    @Override
    public RowStream rows(TableName table) {
        return archive.sharedRows(table);
    }

    private ManifestTable entry(TableName table) {
        return archive.manifest()
                .findShared(table)
                .orElseThrow(() ->
                        new IllegalArgumentException("the archive holds no rows of shared table '" + table + "'"));
    }
}
