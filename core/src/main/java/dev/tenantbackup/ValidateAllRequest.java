// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.operation.OperationContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which backups of a storage shall be validated, and how. Immutable; each method returns a changed copy.
 *
 * @param level how deep
 * @param share how many of the parts are taken in this run
 * @param parts into how many parts the backups are divided
 * @param limit after how long no further backup is begun; null for never
 * @param context who asks, who listens, and whether to stop
 */
public record ValidateAllRequest(
        Level level, int share, int parts, @Nullable Duration limit, OperationContext context) {

    /** Every backup, as deep as it goes without the database. */
    public static final ValidateAllRequest EVERYTHING =
            new ValidateAllRequest(Level.REFERENCES, 1, 1, null, OperationContext.NONE);

    public ValidateAllRequest {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(context, "context");
        if (share < 1 || share > parts) {
            throw new IllegalArgumentException("a share of " + share + " of " + parts + " parts");
        }
    }

    public ValidateAllRequest withLevel(Level value) {
        return new ValidateAllRequest(value, share, parts, limit, context);
    }

    /**
     * Only a share of the backups: {@code withShare(1, 7)} takes another seventh in each run, so that after seven runs
     * every backup that was there all the time was read. Which part a backup belongs to follows from its id alone, so
     * parts are about equally large. Whose turn it is, is remembered in the storage: a run that was interrupted
     * or ran out of time is taken up again by the next one.
     */
    public ValidateAllRequest withShare(int taken, int of) {
        return new ValidateAllRequest(level, taken, of, limit, context);
    }

    /** Begins no further backup after this time; the newest are taken first, and the rest is named in the result. */
    public ValidateAllRequest within(Duration value) {
        return new ValidateAllRequest(level, share, parts, value, context);
    }

    public ValidateAllRequest with(OperationContext value) {
        return new ValidateAllRequest(level, share, parts, limit, value);
    }

    /** After how long no further backup is begun. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(limit);
    }
}
