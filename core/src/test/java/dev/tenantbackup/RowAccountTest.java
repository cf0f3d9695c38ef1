// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowAccountTest {

    private static final TableName MENUS = TableName.of("menus");
    private static final TableName ORDERS = TableName.of("orders");

    /** Asked again it says that there are two menus. */
    private final MemoryReader reader =
            new MemoryReader(Map.of(MENUS, List.of(Row.of("1"), Row.of("2"))), Map.of(MENUS, List.of("id")));

    private final RowAccount account = new RowAccount(TenantId.of("acme"));

    @Test
    void allThatTheDatabaseSentIsArchived() {
        account.enter(MENUS, 5, OptionalLong.of(5));
        account.enter(ORDERS, 0, OptionalLong.of(0));

        assertThatCode(() -> account.settle(reader, Cancellation.NEVER)).doesNotThrowAnyException();
    }

    @Test
    void aRowThatTheDatabaseSentAndTheArchiveLacksIsNamed() {
        account.enter(MENUS, 2, OptionalLong.of(3));

        assertThatThrownBy(() -> account.settle(reader, Cancellation.NEVER))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining(
                        "Cannot export tenant 'acme': table 'menus' has 3 rows of the tenant, but 2 were read.");
    }

    @Test
    void aDatabaseThatDoesNotSayIsAskedAgain() {
        account.enter(MENUS, 2, OptionalLong.empty());
        assertThatCode(() -> account.settle(reader, Cancellation.NEVER)).doesNotThrowAnyException();

        account.enter(MENUS, 3, OptionalLong.empty());
        assertThatThrownBy(() -> account.settle(reader, Cancellation.NEVER))
                .hasMessageContaining("table 'menus' has 2 rows of the tenant, but 3 were read.");
    }

    @Test
    void askingEndsWhenSomebodyCancels() {
        account.enter(MENUS, 2, OptionalLong.empty());

        assertThatThrownBy(() -> account.settle(reader, () -> true)).isInstanceOf(CancelledException.class);
    }
}
