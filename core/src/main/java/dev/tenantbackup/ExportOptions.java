// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.OperationContext;
import java.util.Objects;
import java.util.Set;

/**
 * How a tenant shall be exported. Immutable; each method returns a changed copy.
 *
 * @param includeEmptyTables whether a table without rows of the tenant gets an entry in the archive; yes unless said
 * @param excludedTables tables to leave out though they are the tenant's: the backup says so
 * @param gaps what to do about tables that the catalog doesn't classify
 * @param referenceCheck whether references that leave the tenant or lead nowhere are looked for; yes unless said
 * @param parallelReaders how many connections may read one snapshot, at least 1 and at most 16; fewer are used where
 *     the database can't share a snapshot or the pool has none to spare
 * @param context who asks (recorded as exported by), who listens, and whether to stop
 */
public record ExportOptions(
        boolean includeEmptyTables,
        Set<TableName> excludedTables,
        Gaps gaps,
        boolean referenceCheck,
        int parallelReaders,
        OperationContext context) {

    /** Everything with its default. */
    public static final ExportOptions DEFAULTS =
            new ExportOptions(true, Set.of(), Gaps.REFUSE, true, 2, OperationContext.NONE);

    public ExportOptions {
        excludedTables = Set.copyOf(excludedTables);
        Objects.requireNonNull(gaps, "gaps");
        Objects.requireNonNull(context, "context");
        if (parallelReaders < 1 || parallelReaders > 16) {
            throw new IllegalArgumentException("parallelReaders must be 1 to 16, not " + parallelReaders);
        }
    }

    public ExportOptions withoutEmptyTables() {
        return new ExportOptions(false, excludedTables, gaps, referenceCheck, parallelReaders, context);
    }

    public ExportOptions excluding(Set<TableName> tables) {
        return new ExportOptions(includeEmptyTables, tables, gaps, referenceCheck, parallelReaders, context);
    }

    /** Archives what is classified; the backup is marked incomplete and never counts as the last good one. */
    public ExportOptions allowingGaps() {
        return new ExportOptions(
                includeEmptyTables, excludedTables, Gaps.ARCHIVE_AND_MARK, referenceCheck, parallelReaders, context);
    }

    public ExportOptions withoutReferenceCheck() {
        return new ExportOptions(includeEmptyTables, excludedTables, gaps, false, parallelReaders, context);
    }

    public ExportOptions withParallelReaders(int readers) {
        return new ExportOptions(includeEmptyTables, excludedTables, gaps, referenceCheck, readers, context);
    }

    public ExportOptions with(OperationContext value) {
        return new ExportOptions(includeEmptyTables, excludedTables, gaps, referenceCheck, parallelReaders, value);
    }

    /** What to do about tables that nobody classified. */
    public enum Gaps {
        /** No export: the default. */
        REFUSE,
        /** Export without them, marked incomplete. */
        ARCHIVE_AND_MARK
    }
}
