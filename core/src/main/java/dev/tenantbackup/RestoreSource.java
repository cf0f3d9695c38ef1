// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.LiveRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.shared.SharedSource;

/** Where the rows of a restore come from: an archive, or for a clone the very transaction that writes them. */
interface RestoreSource {

    /** Whose rows these are. */
    TenantId origin();

    /** What is known before the transaction begins. */
    RowSource before();

    /** What is read in the view of the transaction that writes. */
    RowSource inside(TenantWriter writer);

    /** Shared rows that came along; none for a clone, which stays where they are. */
    default SharedSource shared() {
        return SharedSource.NONE;
    }

    /**
     * Whether rows may go into a tenant's tables before all of them have been read: every byte has been compared with a
     * digest already, and nothing unusual was found in them when they were archived.
     */
    default boolean mayGoDirectly() {
        return false;
    }

    /** The files that its rows point to. */
    FileSupply files();

    /**
     * Refuses what can't be of the tenant that it says it is of; nothing to refuse in live rows.
     *
     * @throws dev.tenantbackup.model.ArchiveException if it was altered
     */
    default void requireFitting(Catalog catalog) {}

    /** An archive's rows. The reader stays the caller's, and open while they are used. */
    static RestoreSource archived(NamedArchive named, ArchiveReader archive) {
        ArchivedRows rows = new ArchivedRows(named.name(), archive);
        FileSupply files = FileSupply.archived(archive);
        return new RestoreSource() {
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

            @Override
            public boolean mayGoDirectly() {
                return named.wholeChecked()
                        && archive.manifest().findings().stream()
                                .noneMatch(finding -> finding.kind().isDirt());
            }

            @Override
            public SharedSource shared() {
                return new ArchivedSharedRows(archive);
            }

            @Override
            public void requireFitting(Catalog catalog) {
                catalog.root().ifPresent(rows::requireOwnRow);
            }

            @Override
            public FileSupply files() {
                return files;
            }
        };
    }

    /**
     * A live tenant's rows, as the transaction sees them that writes the clone.
     *
     * @param before the tenant's rows as a reader shows them that is open while the clone is planned
     * @param files where its rows' files are
     */
    static RestoreSource live(TenantId origin, Catalog catalog, RowSource before, FileSupply files) {
        return new RestoreSource() {
            @Override
            public TenantId origin() {
                return origin;
            }

            @Override
            public RowSource before() {
                return before;
            }

            @Override
            public RowSource inside(TenantWriter writer) {
                return writer.beside()
                        .map(reader -> LiveRows.apart(reader, catalog, origin))
                        .orElseGet(() -> LiveRows.among(writer.reader(), catalog, origin));
            }

            @Override
            public FileSupply files() {
                return files;
            }
        };
    }
}
