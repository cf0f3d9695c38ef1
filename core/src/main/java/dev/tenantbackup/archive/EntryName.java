// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.TableName;

/** How entries of an archive are called. */
final class EntryName {

    static final String MANIFEST = "manifest.json";

    private static final String SUFFIX = ".json";

    private EntryName() {}

    /** The entry of a table's rows. */
    static String of(TableName table, boolean shared) {
        return (shared ? "shared/" : "tables/") + SafeName.ofTable(table) + SUFFIX;
    }
}
