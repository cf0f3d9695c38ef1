// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

/** A backup is encrypted, and none of the configured private keys and passphrases decrypts it. The backup itself may be sound. */
public final class WrongKeyException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    public WrongKeyException(Problem problem) {
        super(problem, null);
    }

    @Override
    public String kind() {
        return "wrong-key";
    }
}
