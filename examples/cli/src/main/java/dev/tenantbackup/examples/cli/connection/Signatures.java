// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.examples.cli.settings.SigningSettings;
import dev.tenantbackup.repository.BackupRepository;
import java.nio.file.Path;

/** Reads the keys that the settings name, and gives them to the repository. */
final class Signatures {

    private Signatures() {}

    static BackupRepository givenTo(BackupRepository repository, SigningSettings settings) {
        BackupRepository signing = settings.signingKey()
                .map(SigningKey::read)
                .map(repository::withSigningKey)
                .orElse(repository);
        return settings.trusted().isEmpty()
                ? signing
                : signing.requireSignatureFrom(
                        settings.trusted().stream().map(Signatures::publicKey).toArray(VerifyingKey[]::new));
    }

    private static VerifyingKey publicKey(Path file) {
        return VerifyingKey.read(file);
    }
}
