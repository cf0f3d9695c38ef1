// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.ThreeShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.ThreeShops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.AfterCommit;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dirty references of other shapes: of several columns, within one table, in a table without a key, beside other rows. */
class DirtyShapesTest {

    /** A mark is on an order or on a coupon of the shop; the second is on the neighbour's order, the third on none. */
    private static final String[] MARKS = {
        "create table marks (id integer primary key, shop_id integer not null, on_type varchar(10), on_id integer,"
                + " foreign key (shop_id) references shops (id))",
        "insert into marks values (251, 2, 'Order', 201), (252, 2, 'Order', 301), (253, 2, 'Coupon', 999),"
                + " (254, 2, 'Coupon', 221), (351, 3, 'Order', 301), (352, 3, 'Coupon', 321)"
    };

    /** A ticket is for a hall of the shop, by its number; the second shop's second ticket is for no hall that there is. */
    private static final String[] TICKETS = {
        "create table halls (shop_id integer not null, no integer not null, name varchar(40), primary key (shop_id, no),"
                + " foreign key (shop_id) references shops (id))",
        "create table tickets (id integer primary key, shop_id integer not null, hall_no integer,"
                + " foreign key (shop_id) references shops (id))",
        "insert into halls values (2, 1, 'Great'), (3, 1, 'Great'), (3, 7, 'Small')",
        "insert into tickets values (261, 2, 1), (262, 2, 7), (361, 3, 1), (362, 3, 7)"
    };

    @ParameterizedTest
    @EnumSource
    void aTypeWithAnIdIsKeptOrClearedLikeAnyOther(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        shops.execute(MARKS);
        TenantBackupService service = shops.service(
                ThreeShops.declarations("", "").toBuilder()
                        .table(
                                "marks",
                                table -> table.polymorphic(
                                        "on_type", "on_id", Map.of("Order", "orders", "Coupon", "coupons")))
                        .build(),
                AfterCommit.NONE);
        List<String> before = shops.rows("select * from marks order by id");

        assertThat(service.plan(service.exportTenant(SHOP).id(), RestoreRequest.asNewTenant("Casa Nueva"))
                        .conflicts())
                .allSatisfy(conflict -> {
                    assertThat(ThreeShops.name(conflict.table())).isEqualTo("marks");
                    assertThat(conflict.count()).isEqualTo(2);
                    assertThat(conflict.otherTenants()).containsExactly(NEIGHBOUR);
                })
                .hasSize(1);

        CloneResult kept = service.clone(SHOP, CloneRequest.named("Kept").withDirtyReferences(DirtyRule.KEEP));
        CloneResult cleared = service.clone(SHOP, CloneRequest.named("Cleared").withDirtyReferences(DirtyRule.NULL));

        assertThat(marksOf(shops, kept.tenant())).containsExactly("Order own", "Order 301", "Coupon 999", "Coupon own");
        assertThat(marksOf(shops, cleared.tenant()))
                .containsExactly("Order own", "Order none", "Coupon none", "Coupon own");
        assertThat(shops.rows("select * from marks where shop_id in (2, 3) order by id"))
                .isEqualTo(before);
    }

    private static List<String> marksOf(ThreeShops shops, TenantId shop) {
        return shops.rows("select on_type, case when on_id is null then 'none' when on_id = 301 then '301'"
                + " when on_id = 999 then '999' else 'own' end from marks where shop_id = " + shop + " order by id");
    }

    @ParameterizedTest
    @EnumSource
    void ofAPairWithTheTenantTheOtherColumnIsCleared(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        shops.execute(TICKETS);
        TenantBackupService service = tickets(shops, DirtyRule.NULL);
        BackupInfo backup = service.exportTenant(SHOP);
        List<String> neighbours = shops.rows("select * from tickets where shop_id = 3 order by id");
        shops.execute("delete from tickets where shop_id = 2");

        RestoreResult result = service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(shops.rows("select * from tickets where shop_id = 2 order by id"))
                .containsExactly("261 2 1", "262 2 null");
        assertThat(shops.rows("select * from tickets where shop_id = 3 order by id"))
                .isEqualTo(neighbours);
        service.undo(result.id(), OperationContext.NONE);
        assertThat(shops.rows("select * from tickets where shop_id = 2")).isEmpty();

        tickets(shops, DirtyRule.KEEP).restore(backup.id(), RestoreRequest.into(SHOP));
        assertThat(shops.rows("select * from tickets where shop_id = 2 order by id"))
                .containsExactly("261 2 1", "262 2 7");
    }

    private static TenantBackupService tickets(ThreeShops shops, DirtyRule rule) {
        ReferenceDeclaration hall =
                ReferenceDeclaration.of(List.of("shop_id", "hall_no"), TableName.of("halls"), List.of("shop_id", "no"));
        return shops.service(
                ThreeShops.declarations("", "").toBuilder()
                        .table("tickets", table -> table.reference(hall).dirtyRule("hall_no", rule))
                        .build(),
                AfterCommit.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void withinOneTableTheyAreFilledInOrLeftOutAfterAllItsRowsAreThere(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        shops.execute(
                "create table staff (id integer primary key, shop_id integer not null, boss_id integer,"
                        + " foreign key (shop_id) references shops (id), foreign key (boss_id) references staff (id))",
                "insert into staff values (279, 2, null), (379, 3, null)",
                "insert into staff values (271, 2, 279), (272, 2, 379), (371, 3, 379)");
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        Map<String, List<String>> neighbours = shops.neighbours();
        List<String> before = shops.rows("select * from staff order by id");
        shops.execute("delete from staff where id in (271, 272)", "delete from staff where id = 279");

        service.restore(backup.id(), RestoreRequest.into(SHOP));
        assertThat(shops.rows("select * from staff order by id")).isEqualTo(before);
        CloneResult kept = service.clone(SHOP, CloneRequest.named("Kept").withDirtyReferences(DirtyRule.KEEP));
        CloneResult cleared = service.clone(SHOP, CloneRequest.named("Cleared").withDirtyReferences(DirtyRule.NULL));

        String bosses =
                "select case when boss_id is null then 'none' when boss_id = 379 then '379' else 'own' end from staff"
                        + " where shop_id = %s order by id";
        assertThat(shops.rows(bosses.formatted(kept.tenant()))).containsExactly("own", "379", "none");
        assertThat(shops.rows(bosses.formatted(cleared.tenant()))).containsExactly("own", "none", "none");
        assertThat(shops.neighbours()).isEqualTo(neighbours);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAKeyTheyComeBackAsTheyWereAndCanNotBecomeNull(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        shops.execute(
                "create table visits (shop_id integer not null, customer_id integer,"
                        + " foreign key (shop_id) references shops (id),"
                        + " foreign key (customer_id) references customers (id))",
                "insert into visits values (2, 211), (2, 311), (2, 311), (3, 311)");
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        List<String> before = shops.rows("select * from visits order by shop_id, customer_id");
        shops.execute("delete from visits where shop_id = 2");

        RestorePlan refused =
                service.plan(backup.id(), RestoreRequest.into(SHOP).withDirtyReferences(DirtyRule.NULL));
        service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(refused.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.count()).isEqualTo(2);
            assertThat(conflict.otherTenants()).containsExactly(NEIGHBOUR);
        });
        assertThat(shops.rows("select * from visits order by shop_id, customer_id"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void anotherTenantTakesDirtyRowsByTheSameRules(Engine engine) {
        ThreeShops shops = ThreeShops.dirty(engine).unambiguous();
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        TenantId target = TenantId.of(1);
        List<String> neighbour = shops.rows("select * from orders where shop_id = 3 order by id");
        RestoreRequest request = RestoreRequest.into(target).withMode(RestoreMode.APPEND);

        RestorePlan refused = service.plan(backup.id(), request);
        RestoreResult result = service.restore(backup.id(), request.withDirtyReferences(DirtyRule.NULL));

        assertThat(refused.conflicts())
                .hasSize(2)
                .allSatisfy(conflict -> assertThat(conflict.otherTenants()).containsExactly(NEIGHBOUR));
        assertThat(shops.rows("select count(*), count(customer_id), count(coupon_id) from orders where shop_id = 1"))
                .containsExactly("8 7 6");
        assertThat(shops.rows("select * from orders where shop_id = 3 order by id"))
                .isEqualTo(neighbour);
        service.undo(result.id(), OperationContext.NONE);
        assertThat(shops.rows("select count(*) from orders where shop_id = 1")).containsExactly("4");
    }
}
