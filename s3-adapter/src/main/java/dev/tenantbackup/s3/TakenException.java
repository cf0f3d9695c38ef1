// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

/** Somebody else's object has the name. */
final class TakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
