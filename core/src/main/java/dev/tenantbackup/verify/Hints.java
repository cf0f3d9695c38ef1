// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

/** What to do about problems of several kinds. */
final class Hints {

    /** Where data can't be the reason. */
    static final String UNEXPLAINED =
            "make no use of backups of this tenant before this is understood; no row that an application writes can be the reason";

    static final String CORRECT =
            "correct the reference, or declare what it is; a copy under new keys needs a decision for it";

    private Hints() {}
}
