// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.TableName;

/** How entries of an archive are called. */
final class EntryName {

    static final String MANIFEST = "manifest.json";

    private static final String SUFFIX = ".json";

    private EntryName() {}

    static String ofTable(TableName table) {
        return "tables/" + SafeName.ofTable(table) + SUFFIX;
    }

    static String ofShared(TableName table) {
        return "shared/" + SafeName.ofTable(table) + SUFFIX;
    }
}
