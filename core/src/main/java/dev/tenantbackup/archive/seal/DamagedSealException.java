// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.io.IOException;

/** An encrypted file that is damaged or was altered. The message is a clause: "its last chunk is missing". */
public final class DamagedSealException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedSealException(String message, Throwable cause) {
        super(message, cause);
    }

    DamagedSealException(String message) {
        super(message);
    }
}
