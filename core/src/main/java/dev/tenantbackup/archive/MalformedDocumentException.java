// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/** A manifest or record that is not what it should be. The message says where, as the rest of a sentence. */
final class MalformedDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedDocumentException(String message) {
        super(message);
    }
}
