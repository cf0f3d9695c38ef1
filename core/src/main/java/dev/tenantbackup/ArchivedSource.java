// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.drift.Evolution;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.shared.SharedSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive's rows, taken through the changes of the releases since.
 *
 * @param archive stays the caller's, and open while rows are read
 * @param made what was made of its tables; nothing until the catalog is known
 * @param rows its rows in the terms of what was made
 */
record ArchivedSource(NamedArchive named, ArchiveReader archive, Evolution made, RowSource rows)
        implements RestoreSource {

    @Override
    public TenantId origin() {
        return archive.manifest().tenant();
    }

    @Override
    public RowSource before() {
        return rows;
    }

    @Override
    public RowSource inside(TenantWriter writer) {
        return rows;
    }

    /** Rows that somebody computed are looked at before they are anywhere near a table. */
    @Override
    public boolean mayGoDirectly() {
        return named.wholeChecked()
                && made.changesNoRow()
                && archive.manifest().findings().stream()
                        .noneMatch(finding -> finding.kind().isDirt());
    }

    @Override
    public Evolution evolution() {
        return made;
    }

    @Override
    public RestoreSource in(Catalog catalog) {
        Evolution evolution = Evolution.of(archive.manifest(), catalog);
        RowSource upgraded = new UpgradedRows(new ArchivedRows(named.name(), archive), evolution);
        catalog.root().ifPresent(root -> requireOwnRow(root, upgraded));
        return new ArchivedSource(named, archive, evolution, upgraded);
    }

    @Override
    public SharedSource shared() {
        return new ArchivedSharedRows(archive, made);
    }

    @Override
    public FileSupply files() {
        return FileSupply.archived(archive);
    }

    /**
     * Sees to it that the one row of the tenants' table that it may hold is that of the tenant that it says it is of.
     *
     * @throws ArchiveException if not: the archive was altered
     */
    private void requireOwnRow(RootTable root, RowSource upgraded) {
        if (!upgraded.tables().contains(root.table())
                || !upgraded.columns(root.table()).contains(root.keyColumn())) {
            return;
        }
        try (RowStream own = ProjectedRows.of(upgraded.rows(root.table()), List.of(root.keyColumn()))) {
            for (Row row = own.next(); row != null; row = own.next()) {
                if (!origin().value().equals(row.value(0))) {
                    throw altered(root, row.value(0));
                }
            }
        }
    }

    private ArchiveException altered(RootTable root, @Nullable String held) {
        return new ArchiveException(Problem.of("Cannot read " + named.name() + ": it says that it is of tenant '"
                        + origin() + "', and holds the row of tenant '" + held + "' in table '" + root.table() + "'.")
                .withTenant(origin())
                .withBackup(named.name())
                .withTable(root.table())
                .withHint("it was altered, or rows were mixed up; restore another backup of the tenant."));
    }
}
