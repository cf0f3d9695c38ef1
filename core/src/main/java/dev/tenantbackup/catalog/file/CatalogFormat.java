// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import java.util.Locale;

/** How a catalog file is written down. */
public enum CatalogFormat {
    /** Needs nothing beside this library; holds no comments. */
    JSON,
    /** Made for people: comments, fewer quotes. Reading it needs {@code jackson-dataformat-yaml} on the class path. */
    YAML;

    /** The format that a file name's ending tells; anything but {@code .json} is YAML. */
    public static CatalogFormat ofFileName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : YAML;
    }
}
