// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantBackupException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of validating the backups of a storage. Every backup that was there is in one of the lists, or counted.
 *
 * @param reports per backup that was examined, newest first
 * @param failed per backup that could not be examined, why: the storage, the database, a missing key
 * @param unreadable records that are damaged or of a newer format
 * @param notReached those whose turn it was and for whom there was no time, newest first; the next run takes them up
 * @param doneBefore how many of this turn were examined by an earlier run that was interrupted
 * @param inOtherShares how many were not looked at because it is not their turn
 */
public record ValidateAllResult(
        Map<BackupId, ValidationReport> reports,
        Map<BackupId, TenantBackupException> failed,
        List<Problem> unreadable,
        List<BackupId> notReached,
        int doneBefore,
        int inOtherShares) {

    public ValidateAllResult {
        reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
        unreadable = List.copyOf(unreadable);
        notReached = List.copyOf(notReached);
    }

    /** Whether nothing wrong was found with those that were examined, and every record can be read. */
    public boolean isValid() {
        return unreadable.isEmpty() && reports.values().stream().allMatch(ValidationReport::valid);
    }

    /** Whether everybody whose turn it was could be examined. */
    public boolean isComplete() {
        return failed.isEmpty() && notReached.isEmpty();
    }
}
