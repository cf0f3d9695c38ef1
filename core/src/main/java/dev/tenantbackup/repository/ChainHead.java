// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.BackupId;
import java.util.Objects;

/**
 * A tenant's newest backup, as something to remember outside the storage: whoever remembers it notices when the newest
 * backups are taken away and an older one passes for the newest.
 *
 * @param backup its id
 * @param contentSha256 the digest of its record's content
 */
public record ChainHead(BackupId backup, Digest contentSha256) {

    private static final String SEPARATOR = ":";

    public ChainHead {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(contentSha256, "contentSha256");
    }

    /** The head that a backup is while there is none newer. */
    public static ChainHead of(BackupRecord backup) {
        return new ChainHead(backup.id(), BackupRecord.contentSha256(backup.toBytes()));
    }

    /**
     * The head that {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ChainHead parse(String text) {
        int separator = text.lastIndexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("not <backup>:<digest>: '" + text + "'");
        }
        return new ChainHead(BackupId.of(text.substring(0, separator)), new Digest(text.substring(separator + 1)));
    }

    BackupRecord.Link link() {
        return new BackupRecord.Link(backup, contentSha256);
    }

    /** As {@code <backup>:<digest>}. */
    @Override
    public String toString() {
        return backup + SEPARATOR + contentSha256;
    }
}
