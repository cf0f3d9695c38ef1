// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import java.util.List;

/**
 * What a restore would do, or did, to the files that the written tenant's rows point to. None is ever deleted: rows of
 * others may point to it as well.
 *
 * @param put files put where none was
 * @param replaced files with other bytes than the backup's, which got the backup's
 * @param kept files with other bytes than the backup's, which stay because the mode says so
 * @param unchanged files that are there with the backup's bytes
 * @param missing keys in rows for which there is no file, neither in the backup nor where files are kept; sorted
 * @param left keys of files that the tenant's rows pointed to before, and no longer do: the files stay; sorted
 */
public record FileChanges(long put, long replaced, long kept, long unchanged, List<String> missing, List<String> left) {

    /** No row points to a file. */
    public static final FileChanges NONE = new FileChanges(0, 0, 0, 0, List.of(), List.of());

    public FileChanges {
        missing = List.copyOf(missing);
        left = List.copyOf(left);
    }

    /** Whether there is nothing to say of files. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
