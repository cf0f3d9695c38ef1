// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveOptions;
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
            return repository.withOptions(ArchiveOptions.DEFAULTS.withSigningKey(KEY));
        }
    };

    private static final SigningKey KEY = SigningKey.generate();

    /** The same repository, whose backups are sealed in this way and can be read. */
    abstract BackupRepository seal(BackupRepository repository);
}
