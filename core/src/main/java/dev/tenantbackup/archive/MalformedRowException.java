// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/** Bytes that are no row of their table. The message says why, without any value. */
final class MalformedRowException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedRowException(String message) {
        super(message);
    }
}
