// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.ThreeShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.ThreeShops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ChangedKeys;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tenant of which nothing is left: where the database lets them, its rows go straight into the tables. */
class DirectLoadTest {

    private static final String[] ERASE = {
        "delete from allocations where id between 200 and 299",
        "delete from orders where shop_id = 2",
        "delete from customers where shop_id = 2",
        "delete from coupons where shop_id = 2",
        "delete from seats where shop_id = 2",
        "delete from bookings where shop_id = 2",
        "delete from shops where id = 2"
    };

    @ParameterizedTest
    @EnumSource
    void aTenantThatIsGoneComesBackAndNobodyElseMoves(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        Map<String, List<String>> before = shops.content();
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.execute(ERASE);
        List<String> statements = new ArrayList<>();
        List<ChangedKeys> told = new ArrayList<>();

        RestoreResult result = shops.watched(statements, told::add).restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(shops.content()).isEqualTo(before);
        assertThat(result.tables().values().stream()
                        .mapToLong(table -> table.inserted())
                        .sum())
                .isEqualTo(11);
        assertThat(result.changedDuring()).isEmpty();
        assertThat(told)
                .singleElement()
                .satisfies(changed -> assertThat(changed.tables()).anySatisfy((table, keys) -> {
                    assertThat(ThreeShops.name(table)).isEqualTo("orders");
                    assertThat(keys.inserted())
                            .extracting(key -> key.values().get(0))
                            .containsExactly("201", "202", "203", "204");
                    assertThat(keys.complete()).isTrue();
                }));
        assertThat(statements.stream().anyMatch(sql -> sql.matches("(copy|load data .*into table) \\S*orders\\W.*")))
                .isEqualTo(engine != Engine.H2);
        assertThat(statements.stream().anyMatch(sql -> sql.matches("insert into \\S*orders\\W.*")))
                .isEqualTo(engine == Engine.H2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInTheWayIsNamedAsEver(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.execute(ERASE);
        shops.execute("insert into customers values (211, " + NEIGHBOUR + ", 'Eve')");
        Map<String, List<String>> before = shops.content();

        assertThatThrownBy(() -> shops.service().restore(backup.id(), RestoreRequest.into(SHOP)))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.problem().key())
                                .hasValueSatisfying(
                                        key -> assertThat(key.values()).containsExactly("211")))
                .hasMessageContaining("that a row of somebody else has");
        assertThat(shops.content()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void referencesThatLeaveTheTenantAreTreatedAsEver(Engine engine) {
        ThreeShops shops = ThreeShops.dirty(engine).unambiguous();
        Map<String, List<String>> before = shops.content();
        BackupInfo unchecked = shops.service().exportTenant(SHOP, ExportOptions.DEFAULTS.withoutReferenceCheck());
        shops.execute(ERASE);

        RestoreResult result = shops.service().restore(unchecked.id(), RestoreRequest.into(SHOP));

        assertThat(shops.content()).isEqualTo(before);
        assertThat(result.rules())
                .extracting(rule -> rule.rule().toLowerCase(Locale.ROOT))
                .anySatisfy(rule -> assertThat(rule).contains("dirty references", "coupon_id"));
    }
}
