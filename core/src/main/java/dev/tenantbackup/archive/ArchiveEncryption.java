// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Recipients;
import java.util.List;

/**
 * For whom an archive is encrypted, in the age format.
 *
 * @param recipients the public keys, as far as they are known: an age file does not name them
 * @param passphrase whether a passphrase opens it; then there are no recipients
 */
public record ArchiveEncryption(List<String> recipients, boolean passphrase) {

    public ArchiveEncryption {
        recipients = List.copyOf(recipients);
        if (passphrase && !recipients.isEmpty()) {
            throw new IllegalArgumentException("encrypted with a passphrase and for recipients");
        }
    }

    /** For whom something is encrypted that is written now. */
    public static ArchiveEncryption of(Recipients recipients) {
        return new ArchiveEncryption(recipients.publicKeys(), recipients.isPassphrase());
    }

    /** For those who have the private key of one of the recipients. */
    public static ArchiveEncryption forRecipients(List<String> recipients) {
        return new ArchiveEncryption(recipients, false);
    }

    /** For those who know the passphrase. */
    public static ArchiveEncryption withPassphrase() {
        return new ArchiveEncryption(List.of(), true);
    }
}
