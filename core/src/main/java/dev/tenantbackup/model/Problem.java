// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, to whom, and what to do now: the content of a {@link TenantBackupException}. Never holds row
 * contents beyond keys, and never credentials.
 */
public final class Problem {

    private final String message;
    private final @Nullable TenantId tenant;
    private final @Nullable String backup;
    private final @Nullable TableName table;
    private final @Nullable RowKey key;
    private final @Nullable String hint;
    private final boolean retryable;

    private Problem(
            String message,
            @Nullable TenantId tenant,
            @Nullable String backup,
            @Nullable TableName table,
            @Nullable RowKey key,
            @Nullable String hint,
            boolean retryable) {
        this.message = Objects.requireNonNull(message, "message");
        this.tenant = tenant;
        this.backup = backup;
        this.table = table;
        this.key = key;
        this.hint = hint;
        this.retryable = retryable;
    }

    public static Problem of(String message) {
        return new Problem(message, null, null, null, null, null, false);
    }

    public Problem withTenant(@Nullable TenantId value) {
        return new Problem(message, value, backup, table, key, hint, retryable);
    }

    /** The backup's id, or the path of a lone file. */
    public Problem withBackup(@Nullable String value) {
        return new Problem(message, tenant, value, table, key, hint, retryable);
    }

    public Problem withTable(@Nullable TableName value) {
        return new Problem(message, tenant, backup, value, key, hint, retryable);
    }

    public Problem withKey(@Nullable RowKey value) {
        return new Problem(message, tenant, backup, table, value, hint, retryable);
    }

    /** What the reader should do now, as a sentence. */
    public Problem withHint(@Nullable String value) {
        return new Problem(message, tenant, backup, table, key, value, retryable);
    }

    /** Marks a failure that may be gone when the same call is made again. */
    public Problem thatMayPass() {
        return new Problem(message, tenant, backup, table, key, hint, true);
    }

    public String message() {
        return message;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public Optional<String> backup() {
        return Optional.ofNullable(backup);
    }

    public Optional<TableName> table() {
        return Optional.ofNullable(table);
    }

    public Optional<RowKey> key() {
        return Optional.ofNullable(key);
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    public boolean retryable() {
        return retryable;
    }

    /** The message, and the hint on a line of its own. */
    @Override
    public String toString() {
        return hint == null ? message : message + "\n  Hint: " + hint;
    }
}
