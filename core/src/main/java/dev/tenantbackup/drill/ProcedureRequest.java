// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the drill of the procedure gets its test tenant from, and what it is measured against. Immutable. */
public final class ProcedureRequest {

    private final @Nullable TenantPopulator populator;
    private final @Nullable TenantId source;
    private final DrillObjectives objectives;
    private final OperationContext context;

    private ProcedureRequest(
            @Nullable TenantPopulator populator,
            @Nullable TenantId source,
            DrillObjectives objectives,
            OperationContext context) {
        this.populator = populator;
        this.source = source;
        this.objectives = Objects.requireNonNull(objectives, "objectives");
        this.context = Objects.requireNonNull(context, "context");
    }

    /** A test tenant that the application makes. */
    public static ProcedureRequest of(TenantPopulator populator) {
        Objects.requireNonNull(populator, "populator");
        return new ProcedureRequest(populator, null, DrillObjectives.NONE, OperationContext.NONE);
    }

    /** A test tenant that is a copy of a live one, without its files. */
    public static ProcedureRequest ofCopyOf(TenantId source) {
        Objects.requireNonNull(source, "source");
        return new ProcedureRequest(null, source, DrillObjectives.NONE, OperationContext.NONE);
    }

    /** What it is measured against: the recovery time only, as the data are new. */
    public ProcedureRequest withObjectives(DrillObjectives value) {
        return new ProcedureRequest(populator, source, value, context);
    }

    /** Who asks, who listens, and whether to stop. */
    public ProcedureRequest with(OperationContext value) {
        return new ProcedureRequest(populator, source, objectives, value);
    }

    public Optional<TenantPopulator> populator() {
        return Optional.ofNullable(populator);
    }

    public Optional<TenantId> source() {
        return Optional.ofNullable(source);
    }

    public DrillObjectives objectives() {
        return objectives;
    }

    public OperationContext context() {
        return context;
    }
}
