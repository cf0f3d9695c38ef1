// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Tombstone;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Who signs what is stored here, and whose signatures are asked for when it is read.
 *
 * @param key signs; null if nothing is signed
 * @param policy what is believed
 */
record Signing(@Nullable SigningKey key, SignaturePolicy policy) {

    BackupRecord sign(BackupRecord backup) {
        return key == null ? backup : backup.signedWith(key);
    }

    Tombstone sign(Tombstone tombstone) {
        return key == null ? tombstone : tombstone.signedWith(key);
    }

    /**
     * Refuses to store what this repository itself would refuse to read.
     *
     * @param deed what is to be done, as the rest of "Cannot"
     * @throws InvalidRequestException if signatures are required, and not by the key at hand
     */
    void requireAccepted(String deed) {
        if (!policy.isRequired() || (key != null && policy.accepts(key.verifyingKey()))) {
            return;
        }
        String fault = key == null
                ? "signatures are required here, and there is no key to sign with"
                : "signatures are required here, and " + key + " is not among the keys that are trusted";
        throw new InvalidRequestException(
                Problem.of("Cannot " + deed + ": " + fault + ".")
                        .withHint(
                                "give a signing key whose public half is trusted; without it what is stored would be refused here."));
    }
}
