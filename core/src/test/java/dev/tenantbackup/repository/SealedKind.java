// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SigningKey;

/** The ways in which a backup can be sealed: what is true of damage is true of each of them. */
enum SealedKind {
    PLAIN {
        @Override
        BackupRepository seal(BackupRepository repository) {
            return repository;
        }
    },
    SIGNED {
        @Override
        BackupRepository seal(BackupRepository repository) {
            return repository.withSigningKey(SIGNER).requireSignatureFrom(SIGNER.verifyingKey());
        }
    },
    ENCRYPTED {
        @Override
        BackupRepository seal(BackupRepository repository) {
            return repository.withEncryption(Recipients.of(HOLDER.publicKey())).withIdentities(HOLDER.identities());
        }
    };

    private static final SigningKey SIGNER = SigningKey.generate();
    private static final DecryptionKey HOLDER = DecryptionKey.generate();

    /** The same repository, whose backups are sealed in this way and can be read; others are not believed. */
    abstract BackupRepository seal(BackupRepository repository);

    /** From one byte to the next that is damaged: every one, but for the kind whose checks take long. */
    int stride() {
        return this == SIGNED && !Boolean.getBoolean("tenantbackup.thorough") ? 7 : 1;
    }
}
