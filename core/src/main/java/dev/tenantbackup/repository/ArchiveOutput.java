// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SealedOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where an archive is written to, encrypted or not; knows in the end which file came of it. */
final class ArchiveOutput {

    private final String name;
    private final DigestingOutput stored;
    private final @Nullable SealedOutput sealed;
    private final @Nullable Recipients recipients;

    private ArchiveOutput(
            String name, DigestingOutput stored, @Nullable SealedOutput sealed, @Nullable Recipients recipients) {
        this.name = name;
        this.stored = stored;
        this.sealed = sealed;
        this.recipients = recipients;
    }

    /**
     * Begins an archive file.
     *
     * @param out the object; stays open
     * @param name the object's name
     * @param recipients for whom it is encrypted; null if it is not
     */
    static ArchiveOutput to(OutputStream out, String name, @Nullable Recipients recipients) throws IOException {
        DigestingOutput stored = new DigestingOutput(out);
        SealedOutput sealed = recipients == null ? null : SealedOutput.to(stored, recipients);
        return new ArchiveOutput(name, stored, sealed, recipients);
    }

    /** Takes the archive as it is before encryption. */
    OutputStream stream() {
        return sealed == null ? stored : sealed;
    }

    /** Ends the file, and says what it is. */
    ArchiveFile finish() throws IOException {
        if (sealed != null) {
            sealed.finish();
        }
        return new ArchiveFile(
                name, stored.bytes(), stored.sha256(), recipients == null ? null : ArchiveEncryption.of(recipients));
    }

    /** What decrypts this file and no other one. */
    Identities ownKey() {
        return sealed == null ? Identities.NONE : sealed.ownKey();
    }
}
