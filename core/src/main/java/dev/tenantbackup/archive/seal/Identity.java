// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** One secret that may open an encrypted file. */
interface Identity {

    /**
     * The key of a file.
     *
     * @param stanzas for whom the file is encrypted, each with the file's key
     * @return empty if it is encrypted for others
     * @throws GeneralSecurityException if this is no such file; the message is a clause
     */
    Optional<FileKey> open(List<RecipientStanza> stanzas) throws GeneralSecurityException;

    /** The public key that goes with it, if there is one. */
    Optional<String> recipient();
}
