// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For whom backups are encrypted, and what decrypts them.
 *
 * @param recipients public keys to encrypt for
 * @param recipientsFile holds more of them
 * @param identities files with private keys
 * @param encryptsWithPassphrase whether new backups are encrypted with a passphrase
 * @param passphrase as the environment has it; null if it has none
 * @param passphraseFile holds it in its first line
 */
public record KeySettings(
        List<String> recipients,
        @Nullable Path recipientsFile,
        List<Path> identities,
        boolean encryptsWithPassphrase,
        @Nullable Secret passphrase,
        @Nullable Path passphraseFile) {

    /** Nothing is encrypted, and nothing decrypted. */
    public static final KeySettings NONE = new KeySettings(List.of(), null, List.of(), false, null, null);

    public KeySettings {
        recipients = List.copyOf(recipients);
        identities = List.copyOf(identities);
        if (encryptsWithPassphrase && (!recipients.isEmpty() || recipientsFile != null)) {
            throw new InvalidRequestException(Problem.of(
                            "A backup is encrypted for public keys or with a passphrase, not both.")
                    .withHint("leave out --passphrase or the recipients. To decrypt with a passphrase, give it as"
                            + " TENANT_BACKUP_PASSPHRASE or --passphrase-file alone."));
        }
    }
}
