// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestoreMode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    private static final OperationContext ANA = OperationContext.of(Actor.of("ana"));

    @Test
    void aRestoreInPlaceNamesItsTargetAndReplacesSafely() {
        RestoreRequest request = RestoreRequest.into(TenantId.of(7));

        assertThat(request.target()).contains(TenantId.of(7));
        assertThat(request.newName()).isEmpty();
        assertThat(request.mode()).isEqualTo(RestoreMode.REPLACE);
        assertThat(request.tables()).isEmpty();
        assertThat(request.takesSafetyBackup()).isTrue();
        assertThat(request.context()).isSameAs(OperationContext.NONE);
    }

    @Test
    void everyChoiceIsKeptThroughTheOthers() {
        RestoreRequest request = RestoreRequest.asNewTenant("Nueva")
                .inactive()
                .withMode(RestoreMode.MERGE)
                .onlyTables(Set.of(TableName.of("items")))
                .withoutSafetyBackup()
                .with(ANA);

        assertThat(request.newName()).contains("Nueva");
        assertThat(request.target()).isEmpty();
        assertThat(request.isActive()).isFalse();
        assertThat(request.mode()).isEqualTo(RestoreMode.MERGE);
        assertThat(request.tables()).containsExactly(TableName.of("items"));
        assertThat(request.takesSafetyBackup()).isFalse();
        assertThat(request.context()).isSameAs(ANA);
    }

    @Test
    void aChoiceMakesACopy() {
        RestoreRequest request = RestoreRequest.asNewTenant("Nueva");
        request.inactive();

        assertThat(request.isActive()).isTrue();
    }

    @Test
    void inPlaceTheActiveFlagStaysAsItIs() {
        RestoreRequest request = RestoreRequest.into(TenantId.of(7));

        assertThatThrownBy(request::inactive)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("only a new tenant can start inactive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aNewTenantHasAName(String name) {
        assertThatThrownBy(() -> RestoreRequest.asNewTenant(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CloneRequest.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCloneIsActiveAndReturnsNoKeysUnlessAsked() {
        CloneRequest request = CloneRequest.named("Nueva");

        assertThat(request.active()).isTrue();
        assertThat(request.returnKeys()).isFalse();
        assertThat(request.inactive().returningKeys().with(ANA))
                .isEqualTo(new CloneRequest("Nueva", false, true, null, ANA));
    }
}
