// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchivedFiles;
import java.util.Objects;

/**
 * The files outside of the database that a backup brought along.
 *
 * @param coverage whether there were any to bring along, and whether they were
 * @param files how many keys of files
 * @param contents how many contents: files with equal bytes are kept once
 * @param bytes the sizes of all contents together
 */
public record FileTotals(ArchivedFiles.Coverage coverage, long files, long contents, long bytes) {

    public FileTotals {
        Objects.requireNonNull(coverage, "coverage");
    }

    /** Of what an archive holds. */
    public static FileTotals of(ArchivedFiles files) {
        return new FileTotals(files.coverage(), files.count(), files.contents().size(), files.bytes());
    }
}
