// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.drift.Evolution;
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

    /** What declared changes make of the rows; nothing of live ones. */
    default Evolution evolution() {
        return Evolution.NONE;
    }

    /**
     * The same rows in the terms of the live schema; live rows are in its terms already.
     *
     * @throws dev.tenantbackup.model.ArchiveException if they can't be of the tenant that they are said to be of
     */
    default RestoreSource in(Catalog catalog) {
        return this;
    }

    /** An archive's rows. The reader stays the caller's, and open while they are used. */
    static RestoreSource archived(NamedArchive named, ArchiveReader archive) {
        return new ArchivedSource(named, archive, Evolution.NONE, new ArchivedRows(named.name(), archive));
    }

    /**
     * A live tenant's rows in one snapshot: what the transaction sees that writes the clone, or one taken right after it began.
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
                        .or(writer::apart)
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
