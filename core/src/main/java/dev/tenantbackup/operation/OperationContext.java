// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

import java.util.Objects;

/**
 * Who asked, who listens, and whether to stop: what every long operation takes along.
 *
 * @param actor who asked
 * @param listener who is told of progress
 * @param cancellation whether to stop
 */
public record OperationContext(Actor actor, OperationListener listener, Cancellation cancellation) {

    /** Asked by nobody in particular, watched by nobody, never stopped. */
    public static final OperationContext NONE =
            new OperationContext(Actor.UNKNOWN, OperationListener.NONE, Cancellation.NEVER);

    public OperationContext {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(cancellation, "cancellation");
    }

    public static OperationContext of(Actor actor) {
        return NONE.withActor(actor);
    }

    public OperationContext withActor(Actor value) {
        return new OperationContext(value, listener, cancellation);
    }

    public OperationContext withListener(OperationListener value) {
        return new OperationContext(actor, value, cancellation);
    }

    public OperationContext withCancellation(Cancellation value) {
        return new OperationContext(actor, listener, value);
    }
}
