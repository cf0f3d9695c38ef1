// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestoreMode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup shall be restored to, and how. Immutable; each method returns a changed copy.
 *
 * <p>A restore never guesses its target: either {@link #asNewTenant a new tenant}, or {@link #into a tenant by its id},
 * also the one the backup was taken of.
 */
public final class RestoreRequest {

    private final @Nullable TenantId target;
    private final @Nullable String newName;
    private final boolean active;
    private final RestoreMode mode;
    private final Set<TableName> tables;
    private final boolean safetyBackup;
    private final @Nullable DirtyRule dirty;
    private final OperationContext context;

    private RestoreRequest(
            @Nullable TenantId target,
            @Nullable String newName,
            boolean active,
            RestoreMode mode,
            Set<TableName> tables,
            boolean safetyBackup,
            @Nullable DirtyRule dirty,
            OperationContext context) {
        this.target = target;
        this.newName = newName;
        this.active = active;
        this.mode = Objects.requireNonNull(mode, "mode");
        this.tables = Set.copyOf(tables);
        this.safetyBackup = safetyBackup;
        this.dirty = dirty;
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * A new tenant with keys of its own, active, under this name.
     *
     * @param name not blank; takes the place of the archived name in the catalog's name column
     */
    public static RestoreRequest asNewTenant(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the new tenant's name must not be blank");
        }
        return new RestoreRequest(null, name, true, RestoreMode.REPLACE, Set.of(), true, null, OperationContext.NONE);
    }

    /**
     * A tenant by its id. The one that the backup was taken of is restored in place, also if its rows are gone: rows keep
     * their keys, and only those that differ are written. Any other must exist: the backup's rows take the place of its
     * rows, or with {@link RestoreMode#APPEND} a place beside them, under new keys; its own row keeps its key, name and
     * active flag.
     */
    public static RestoreRequest into(TenantId target) {
        Objects.requireNonNull(target, "target");
        return new RestoreRequest(target, null, true, RestoreMode.REPLACE, Set.of(), true, null, OperationContext.NONE);
    }

    /**
     * The new tenant starts inactive.
     *
     * @throws IllegalStateException in place: the live active flag stays as it is
     */
    public RestoreRequest inactive() {
        if (newName == null) {
            throw new IllegalStateException("only a new tenant can start inactive");
        }
        return new RestoreRequest(target, newName, false, mode, tables, safetyBackup, dirty, context);
    }

    /** What happens with rows that differ; {@link RestoreMode#REPLACE} if not said. */
    public RestoreRequest withMode(RestoreMode value) {
        return new RestoreRequest(target, newName, active, value, tables, safetyBackup, dirty, context);
    }

    /** Only these tables; all others stay as they are. None: all tables of the backup. */
    public RestoreRequest onlyTables(Set<TableName> value) {
        return new RestoreRequest(target, newName, active, mode, value, safetyBackup, dirty, context);
    }

    /** Takes no backup of the target before the first write: the restore can't be undone then. */
    public RestoreRequest withoutSafetyBackup() {
        return new RestoreRequest(target, newName, active, mode, tables, false, dirty, context);
    }

    /**
     * What becomes of references that lead to another tenant's row or to none, where the catalog doesn't say it of their
     * column. Not said: {@link DirtyRule#KEEP} for a tenant in place, else {@link DirtyRule#REFUSE}.
     */
    public RestoreRequest withDirtyReferences(DirtyRule value) {
        return new RestoreRequest(
                target, newName, active, mode, tables, safetyBackup, Objects.requireNonNull(value, "value"), context);
    }

    /** Who asks, who listens, and whether to stop. */
    public RestoreRequest with(OperationContext value) {
        return new RestoreRequest(target, newName, active, mode, tables, safetyBackup, dirty, value);
    }

    public Optional<TenantId> target() {
        return Optional.ofNullable(target);
    }

    public Optional<String> newName() {
        return Optional.ofNullable(newName);
    }

    public boolean isActive() {
        return active;
    }

    public RestoreMode mode() {
        return mode;
    }

    public Set<TableName> tables() {
        return tables;
    }

    public boolean takesSafetyBackup() {
        return safetyBackup;
    }

    /** What becomes of dirty references, where it was said. */
    public Optional<DirtyRule> dirtyReferences() {
        return Optional.ofNullable(dirty);
    }

    public OperationContext context() {
        return context;
    }
}
