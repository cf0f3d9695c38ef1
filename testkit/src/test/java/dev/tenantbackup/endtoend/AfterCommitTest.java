// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.ThreeShops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ChangedKeys;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application is told after a commit, so that it can evict caches and index anew. */
class AfterCommitTest {

    @ParameterizedTest
    @EnumSource
    void theApplicationIsToldOnceWhichRowsWereChangedWhenOthersCanSeeThem(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        List<ChangedKeys> told = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        TenantBackupService service = shops.telling(changed -> {
            told.add(changed);
            seen.addAll(shops.rows("select note from orders where shop_id = 2 order by id"));
        });
        BackupInfo backup = service.exportTenant(SHOP);
        Map<String, List<String>> before = shops.content();
        shops.execute(
                "delete from orders where id = 202",
                "update orders set note = 'spoilt' where id = 203",
                "insert into orders values (205, 2, 211, 221, 'too many')");

        RestoreResult result = service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(told).singleElement().satisfies(changed -> {
            assertThat(changed.restore()).isEqualTo(result.id());
            assertThat(changed.tenant()).isEqualTo(SHOP);
            assertThat(byName(changed)).containsExactly(Map.entry("orders", "+[202] ~[203] -[205] complete"));
        });
        assertThat(seen).hasSize(4).containsOnly("as it was");
        assertThat(result.notes()).isEmpty();
        assertThat(shops.content()).isEqualTo(before);

        service.undo(result.id(), OperationContext.NONE);
        assertThat(byName(told.get(1))).containsExactly(Map.entry("orders", "+[205] ~[203] -[202] complete"));
    }

    @ParameterizedTest
    @EnumSource
    void ofACloneTheNewKeysAreTold(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        List<ChangedKeys> told = new ArrayList<>();
        Map<String, List<String>> neighbours = shops.neighbours();

        CloneResult clone = shops.telling(told::add).clone(SHOP, CloneRequest.named("Casa Nueva"));

        assertThat(told).singleElement().satisfies(changed -> {
            assertThat(changed.tenant()).isEqualTo(clone.tenant());
            assertThat(byName(changed))
                    .containsEntry(
                            "orders",
                            "+" + shops.rows("select id from orders where shop_id = " + clone.tenant() + " order by id")
                                    + " ~[] -[] complete")
                    .containsEntry("shops", "+[" + clone.tenant() + "] ~[] -[] complete");
        });
        assertThat(shops.neighbours()).isEqualTo(neighbours);
    }

    @ParameterizedTest
    @EnumSource
    void beyondAThousandKeysTheTableIsSaidToBeIncomplete(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        List<ChangedKeys> told = new ArrayList<>();
        TenantBackupService service = shops.telling(told::add);
        BackupInfo backup = service.exportTenant(SHOP);
        StringBuilder rows = new StringBuilder("insert into coupons values (10000, 2, 'MANY')");
        for (int i = 1; i <= 1_000; i++) {
            rows.append(", (").append(10_000 + i).append(", 2, 'MANY')");
        }
        shops.execute(rows.toString());

        service.restore(backup.id(), RestoreRequest.into(SHOP));

        TableKeys coupons = told.get(0).tables().values().iterator().next();
        assertThat(coupons.deleted()).hasSize(1_000);
        assertThat(coupons.complete()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheApplicationThrowsIsANoteAndNoFailure(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService service = shops.telling(changed -> {
            throw new IllegalStateException("the cache is down");
        });
        BackupInfo backup = service.exportTenant(SHOP);
        Map<String, List<String>> before = shops.content();
        shops.execute("delete from orders where id = 202");

        RestoreResult result = service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(result.notes())
                .singleElement()
                .asString()
                .contains("the cache is down")
                .contains("committed");
        assertThat(result.verified()).isTrue();
        assertThat(shops.content()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsToldOfWhatDidNotHappen(Engine engine) {
        ThreeShops shops = ThreeShops.dirty(engine);
        List<ChangedKeys> told = new ArrayList<>();
        TenantBackupService service = shops.telling(told::add);
        BackupInfo backup = service.exportTenant(SHOP);

        service.restore(backup.id(), RestoreRequest.into(SHOP));
        service.plan(backup.id(), RestoreRequest.into(SHOP));
        assertThatThrownBy(() -> service.clone(SHOP, CloneRequest.named("Casa Nueva")))
                .isInstanceOf(ConflictException.class);

        assertThat(told).isEmpty();
    }

    private static Map<String, String> byName(ChangedKeys changed) {
        Map<String, String> byName = new TreeMap<>();
        changed.tables()
                .forEach((table, keys) -> byName.put(
                        ThreeShops.name(table),
                        "+" + values(keys.inserted()) + " ~" + values(keys.updated()) + " -" + values(keys.deleted())
                                + (keys.complete() ? " complete" : "")));
        return byName;
    }

    private static List<String> values(List<RowKey> keys) {
        return keys.stream().map(key -> key.values().get(0)).toList();
    }
}
