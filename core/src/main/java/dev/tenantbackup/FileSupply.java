// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchivedFile;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSource;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files that come with the rows of a restore: out of an archive, or for a clone from where they are kept. */
interface FileSupply {

    /** No files. */
    FileSupply NONE = key -> Optional.empty();

    /** The file that the source's rows call by this key, if it is there. */
    Optional<Content> find(FileKey key);

    /**
     * What a person should know of the files that there are none of.
     *
     * @param isDeclared whether the target's catalog names columns with keys of files
     */
    default List<String> notes(boolean isDeclared) {
        return List.of();
    }

    /** What an archive holds. The reader stays the caller's. */
    static FileSupply archived(ArchiveReader archive) {
        ArchivedFiles files = archive.manifest().files();
        Map<FileKey, ArchivedFile> byKey = files.byKey();
        return new FileSupply() {
            @Override
            public Optional<Content> find(FileKey key) {
                return Optional.ofNullable(byKey.get(key))
                        .map(file -> new Content(file.bytes(), file.sha256(), () -> archive.file(file)));
            }

            @Override
            public List<String> notes(boolean isDeclared) {
                if (isDeclared && files.coverage() != ArchivedFiles.Coverage.INCLUDED) {
                    return List.of("The backup was taken without the files that rows point to: none is put back.");
                }
                return isDeclared || byKey.isEmpty()
                        ? List.of()
                        : List.of("The backup holds " + byKey.size()
                                + " files, and the catalog names no column with keys of files: none is put back.");
            }
        };
    }

    /** The files as they are now. */
    static FileSupply live(FileSource source) {
        return key -> source.find(key).map(file -> new Content(-1, null, () -> FileBytes.open(source, key)));
    }

    /**
     * A file's bytes.
     *
     * @param bytes how many; -1 if only reading tells
     * @param sha256 their digest; null if only reading tells
     * @param opener opens them, as often as wanted
     */
    record Content(long bytes, @Nullable Digest sha256, Supplier<InputStream> opener) {}
}
