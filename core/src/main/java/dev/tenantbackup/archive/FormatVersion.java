// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;

/** Which documents this release can read. */
final class FormatVersion {

    private FormatVersion() {}

    /**
     * The format version of a manifest or record.
     *
     * @throws MalformedDocumentException if it is a document of another kind
     * @throws ArchiveException if it is of a newer version than this release reads
     */
    static int check(JsonObject json, String format) {
        if (!json.text("format").equals(format)) {
            throw json.wrong("format", "'" + format + "'");
        }
        long version = json.count("formatVersion");
        if (version < 1) {
            throw json.wrong("formatVersion", "1 or greater");
        }
        if (version > Manifest.FORMAT_VERSION) {
            throw new ArchiveException(Problem.of("Cannot read this backup: it has format version " + version
                            + ", and this release reads up to version " + Manifest.FORMAT_VERSION + ".")
                    .withHint("use the release of tenant-backup that wrote it, or a newer one."));
        }
        return (int) version;
    }
}
