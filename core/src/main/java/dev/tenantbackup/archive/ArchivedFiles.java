// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.files.FileKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The files outside of the database that an archive holds.
 *
 * @param coverage whether there was anything to hold
 * @param contents each content once
 */
public record ArchivedFiles(Coverage coverage, List<ArchivedFile> contents) {

    /** No column holds keys of files. */
    public static final ArchivedFiles NONE = new ArchivedFiles(Coverage.NONE, List.of());

    /** Columns hold keys of files, and nothing said where these are. */
    public static final ArchivedFiles LEFT_OUT = new ArchivedFiles(Coverage.LEFT_OUT, List.of());

    public ArchivedFiles {
        Objects.requireNonNull(coverage, "coverage");
        contents = List.copyOf(contents);
        if (coverage != Coverage.INCLUDED && !contents.isEmpty()) {
            throw new IllegalArgumentException("files in an archive that is said to hold none");
        }
        Set<Digest> digests = new HashSet<>();
        Set<FileKey> keys = new HashSet<>();
        for (ArchivedFile file : contents) {
            if (!digests.add(file.sha256())) {
                throw new IllegalArgumentException("file " + file.sha256() + " is listed twice");
            }
            for (FileKey key : file.keys()) {
                if (!keys.add(key)) {
                    throw new IllegalArgumentException("key '" + key + "' is of two files");
                }
            }
        }
    }

    /** These files, and no others that rows point to but those that findings name. */
    public static ArchivedFiles included(List<ArchivedFile> contents) {
        return new ArchivedFiles(Coverage.INCLUDED, contents);
    }

    /** Which file each key names. */
    public Map<FileKey, ArchivedFile> byKey() {
        Map<FileKey, ArchivedFile> byKey = new HashMap<>();
        contents.forEach(file -> file.keys().forEach(key -> byKey.put(key, file)));
        return byKey;
    }

    /** How many keys it has files for. */
    public long count() {
        return contents.stream().mapToLong(file -> file.keys().size()).sum();
    }

    /** The sizes of all contents together. */
    public long bytes() {
        return contents.stream().mapToLong(ArchivedFile::bytes).sum();
    }

    /** Whether an archive holds files. */
    public enum Coverage {
        /** No column was declared to hold keys of files. */
        NONE,
        /** The files of the archived rows, but for those that findings name. */
        INCLUDED,
        /** Rows point to files, and none of these were archived. */
        LEFT_OUT
    }
}
