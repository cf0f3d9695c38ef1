// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.VerificationException;
import java.util.Locale;

/** How a drill ended. */
public enum DrillOutcome {
    /** It has not ended: it runs, or its process died. */
    RUNNING,
    /** The backup was restored and proved; whether in time is another question. */
    PASSED,
    /** The backup could not be restored, or what was restored is not what it holds: it is not relied on any more. */
    FAILED,
    /** Something else was in the way, such as a database out of reach: nothing was learnt of the backup. */
    INCONCLUSIVE,
    /** Its process died; what it left was cleared away. */
    INTERRUPTED;

    /** What a failure says of the backup. */
    static DrillOutcome of(TenantBackupException failure) {
        boolean ofTheBackup = failure instanceof ArchiveException
                || failure instanceof ConflictException
                || failure instanceof SourceDataException
                || failure instanceof VerificationException;
        return ofTheBackup && !failure.problem().retryable() ? FAILED : INCONCLUSIVE;
    }

    /** Its name in documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
