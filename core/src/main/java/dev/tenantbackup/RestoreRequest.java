// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.SharedRowPolicy;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    private final SharedRowPolicy sharedRows;
    private final @Nullable DirtyRule dirty;
    private final boolean safetyBackup;
    private final OperationContext context;

    private RestoreRequest(Draft draft) {
        this.target = draft.target;
        this.newName = draft.newName;
        this.active = draft.active;
        this.mode = draft.mode;
        this.tables = Set.copyOf(draft.tables);
        this.sharedRows = draft.sharedRows;
        this.dirty = draft.dirty;
        this.safetyBackup = draft.safetyBackup;
        this.context = draft.context;
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
        Draft draft = new Draft();
        draft.newName = name;
        return new RestoreRequest(draft);
    }

    /**
     * A tenant by its id. The one that the backup was taken of is restored in place, also if its rows are gone: rows keep
     * their keys, and only those that differ are written. Any other must exist: the backup's rows take the place of its
     * rows, or with {@link RestoreMode#APPEND} a place beside them, under new keys; its own row keeps its key, name and
     * active flag.
     */
    public static RestoreRequest into(TenantId target) {
        Draft draft = new Draft();
        draft.target = Objects.requireNonNull(target, "target");
        return new RestoreRequest(draft);
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
        return changed(draft -> draft.active = false);
    }

    /** What happens with rows that differ; {@link RestoreMode#REPLACE} if not said. */
    public RestoreRequest withMode(RestoreMode value) {
        return changed(draft -> draft.mode = Objects.requireNonNull(value, "value"));
    }

    /** Only these tables; all others stay as they are. None: all tables of the backup. */
    public RestoreRequest onlyTables(Set<TableName> value) {
        return changed(draft -> draft.tables = value);
    }

    /** How references to shared reference data are resolved; {@link SharedRowPolicy#MATCH} if not said. */
    public RestoreRequest withSharedRows(SharedRowPolicy value) {
        return changed(draft -> draft.sharedRows = Objects.requireNonNull(value, "value"));
    }

    /** Takes no backup of the target before the first write: the restore can't be undone then. */
    public RestoreRequest withoutSafetyBackup() {
        return changed(draft -> draft.safetyBackup = false);
    }

    /**
     * What becomes of references that lead to another tenant's row or to none, where the catalog doesn't say it of their
     * column. Not said: {@link DirtyRule#KEEP} for a tenant in place, else {@link DirtyRule#REFUSE}.
     */
    public RestoreRequest withDirtyReferences(DirtyRule value) {
        return changed(draft -> draft.dirty = Objects.requireNonNull(value, "value"));
    }

    /** Who asks, who listens, and whether to stop. */
    public RestoreRequest with(OperationContext value) {
        return changed(draft -> draft.context = Objects.requireNonNull(value, "value"));
    }

    private RestoreRequest changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.target = target;
        draft.newName = newName;
        draft.active = active;
        draft.mode = mode;
        draft.tables = tables;
        draft.sharedRows = sharedRows;
        draft.dirty = dirty;
        draft.safetyBackup = safetyBackup;
        draft.context = context;
        change.accept(draft);
        return new RestoreRequest(draft);
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

    public SharedRowPolicy sharedRows() {
        return sharedRows;
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

    /** A request in the making; what it starts with is what is not said. */
    private static final class Draft {
        @Nullable
        TenantId target;

        @Nullable
        String newName;

        boolean active = true;
        RestoreMode mode = RestoreMode.REPLACE;
        Set<TableName> tables = Set.of();
        SharedRowPolicy sharedRows = SharedRowPolicy.MATCH;

        @Nullable
        DirtyRule dirty;

        boolean safetyBackup = true;
        OperationContext context = OperationContext.NONE;
    }
}
