// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which backup a drill shall restore, where to, and what it is measured against. Immutable. */
public final class DrillRequest {

    private final @Nullable TenantId tenant;
    private final @Nullable BackupId backup;
    private final @Nullable Long seed;
    private final @Nullable ScratchTarget target;
    private final DrillObjectives objectives;
    private final OperationContext context;

    private DrillRequest(
            @Nullable TenantId tenant,
            @Nullable BackupId backup,
            @Nullable Long seed,
            @Nullable ScratchTarget target,
            DrillObjectives objectives,
            OperationContext context) {
        this.tenant = tenant;
        this.backup = backup;
        this.seed = seed;
        this.target = target;
        this.objectives = Objects.requireNonNull(objectives, "objectives");
        this.context = Objects.requireNonNull(context, "context");
    }

    /** A tenant's newest complete backup that is not a safety backup. */
    public static DrillRequest ofNewest(TenantId tenant) {
        return of(Objects.requireNonNull(tenant, "tenant"), null, null);
    }

    /** One backup. */
    public static DrillRequest of(BackupId backup) {
        return of(null, Objects.requireNonNull(backup, "backup"), null);
    }

    /**
     * The newest such backup of a tenant drawn from those that have one.
     *
     * @param seed the same one draws the same tenant as long as the same tenants have backups
     */
    public static DrillRequest ofRandomTenant(long seed) {
        return of(null, null, seed);
    }

    private static DrillRequest of(@Nullable TenantId tenant, @Nullable BackupId backup, @Nullable Long seed) {
        return new DrillRequest(tenant, backup, seed, null, DrillObjectives.NONE, OperationContext.NONE);
    }

    /** Restores into a database of its own; if not said, as a tenant of the live database that is removed again. */
    public DrillRequest into(ScratchTarget value) {
        return new DrillRequest(tenant, backup, seed, Objects.requireNonNull(value, "value"), objectives, context);
    }

    /** What it is measured against; nothing if not said. */
    public DrillRequest withObjectives(DrillObjectives value) {
        return new DrillRequest(tenant, backup, seed, target, value, context);
    }

    /** Who asks, who listens, and whether to stop. */
    public DrillRequest with(OperationContext value) {
        return new DrillRequest(tenant, backup, seed, target, objectives, value);
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public Optional<BackupId> backup() {
        return Optional.ofNullable(backup);
    }

    public Optional<Long> seed() {
        return Optional.ofNullable(seed);
    }

    public Optional<ScratchTarget> target() {
        return Optional.ofNullable(target);
    }

    public DrillObjectives objectives() {
        return objectives;
    }

    public OperationContext context() {
        return context;
    }
}
