// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.model.TenantBackupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a tenant's fence before and after a restore: only one that stood all the while made it exclusive. */
final class FenceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FenceWatch.class);

    private final @Nullable TenantFence fence;
    private final @Nullable RaisedFence before;

    private FenceWatch(@Nullable TenantFence fence, @Nullable RaisedFence before) {
        this.fence = fence;
        this.before = before;
    }

    /** Before the restore. A new tenant has no fence, and nobody who could write. */
    static FenceWatch begin(@Nullable TenantFence fence, RestoreRequest request) {
        RaisedFence up = fence == null
                ? null
                : request.target()
                        .flatMap(fence::find)
                        .filter(RaisedFence::isEffective)
                        .orElse(null);
        return new FenceWatch(fence, up);
    }

    /** After it: the result, saying whether it was exclusive. */
    RestoreResult judge(RestoreResult result) {
        if (fence == null || before == null) {
            return result;
        }
        try {
            Optional<RaisedFence> after = fence.find(result.tenant());
            if (after.isPresent() && after.get().equals(before)) {
                return result.changedDuring().isEmpty() ? exclusive(result) : result;
            }
            return noting(result, "The tenant's fence was lifted while the restore was under way.");
        } catch (TenantBackupException failure) {
            LOG.warn("After tenant '{}' was restored, its fence could not be looked at.", result.tenant(), failure);
            return noting(
                    result, "Whether the tenant's fence stood to the end could not be seen: " + failure.getMessage());
        }
    }

    private static RestoreResult exclusive(RestoreResult result) {
        return with(result, true, result.notes());
    }

    private static RestoreResult noting(RestoreResult result, String note) {
        List<String> notes = new ArrayList<>(result.notes());
        notes.add(note);
        return with(result, false, notes);
    }

    private static RestoreResult with(RestoreResult result, boolean exclusive, List<String> notes) {
        return new RestoreResult(
                result.id(),
                result.tenant(),
                result.verified(),
                exclusive,
                result.tables(),
                result.rules(),
                result.effects(),
                result.files(),
                result.changedDuring(),
                result.safetyBackup(),
                notes,
                result.duration());
    }
}
