// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationContextTest {

    @Test
    void eachChangeMakesACopy() {
        OperationListener listener = progress -> {};
        Cancellation cancellation = () -> true;

        OperationContext context =
                OperationContext.of(Actor.of("ana")).withListener(listener).withCancellation(cancellation);

        assertThat(context).isEqualTo(new OperationContext(Actor.of("ana"), listener, cancellation));
        assertThat(context.withActor(Actor.of("bo")).listener()).isSameAs(listener);
        assertThat(OperationContext.NONE.actor()).isEqualTo(Actor.UNKNOWN);
    }

    @Test
    void whoeverAskedToStopIsTold() {
        assertThatCode(Cancellation.NEVER::throwIfRequested).doesNotThrowAnyException();

        Cancellation requested = () -> true;
        assertThatThrownBy(requested::throwIfRequested)
                .isInstanceOf(CancelledException.class)
                .hasMessageStartingWith("Cancelled on request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anActorHasAName(String name) {
        assertThatThrownBy(() -> Actor.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an actor's name has 1 to 200 characters");
    }

    @Test
    void anActorsNameHasALimit() {
        assertThat(Actor.of("x".repeat(200)).name()).hasSize(200);
        assertThatThrownBy(() -> Actor.of("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "0, 10, 0", "5, 10, 50", "999, 1000, 99", "12, 10, 100", "7, -1, -1"})
    void progressIsAPercentageWhereTheTotalIsKnown(long rows, long total, int percent) {
        assertThat(new Progress("load", TableName.of("t"), rows, total).percent())
                .isEqualTo(percent);
    }

    @Test
    void progressOfAPhaseAloneKnowsNoTable() {
        assertThat(Progress.of("commit").currentTable()).isEmpty();
        assertThat(Progress.of("commit").percent()).isEqualTo(-1);
    }
}
