// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

import java.io.IOException;

/** A file that is not a ZIP of the kind that the format defines. The message says why, as the rest of a sentence. */
public final class MalformedZipException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedZipException(String message) {
        super(message);
    }
}
