// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.ThreeShops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenantbackup.AfterCommit;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restore sets off beyond the rows that it writes: foreseen in the plan, listed in the result. */
class EffectsTest {

    @ParameterizedTest
    @EnumSource
    void triggersComputedColumnsAndCascadesAreForeseenAndListed(Engine engine) {
        ThreeShops shops = withEffects(engine);
        TenantBackupService service = service(shops);
        BackupInfo backup = service.exportTenant(SHOP);
        Map<String, List<String>> before = shops.content();
        shops.execute(
                "update orders set note = 'spoilt' where id in (201, 202)",
                "insert into orders (id, shop_id, note) values (205, 2, 'too many')",
                "insert into order_lines values (1, 205)",
                "delete from orders where id = 204");

        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(SHOP));
        RestoreResult result = service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(plan.conflicts()).isEmpty();
        assertThat(plan.effects())
                .extracting(Effect::kind, effect -> ThreeShops.name(effect.table()), Effect::rows)
                .containsExactlyInAnyOrder(
                        tuple(Effect.Kind.TRIGGER, "orders", 2L),
                        tuple(Effect.Kind.GENERATED, "orders", 3L),
                        tuple(Effect.Kind.CASCADE, "order_lines", 1L));
        assertThat(plan.effects())
                .extracting(Effect::message)
                .anySatisfy(message -> assertThat(message.toLowerCase())
                        .contains("'orders_touch'")
                        .contains("on update"))
                .anySatisfy(message -> assertThat(message.toLowerCase()).contains("computes doubled"))
                .anySatisfy(message -> assertThat(message).contains("deletes"));
        assertThat(result.effects()).isEqualTo(plan.effects());
        assertThat(shops.content()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aCopySetsOffWhatItsInsertsDo(Engine engine) {
        ThreeShops shops = withEffects(engine);
        Map<String, List<String>> neighbours = shops.neighbours();

        assertThat(service(shops)
                        .clone(SHOP, CloneRequest.named("Casa Nueva"))
                        .restore()
                        .effects())
                .extracting(Effect::kind, effect -> ThreeShops.name(effect.table()), Effect::rows)
                .containsExactly(tuple(Effect.Kind.GENERATED, "orders", 4L));
        assertThat(shops.neighbours()).isEqualTo(neighbours);
    }

    @ParameterizedTest
    @EnumSource
    void aCascadeThatWouldReachRowsOutsideOfThePlanIsAConflictThatSaysWhatItWouldDo(Engine engine) {
        ThreeShops shops = withEffects(engine);
        shops.execute(
                "create table order_log (id integer primary key, order_id integer,"
                        + " foreign key (order_id) references orders (id) on delete set null)",
                "create table order_marks (id integer primary key, order_id integer,"
                        + " foreign key (order_id) references orders (id) on delete cascade)");
        TenantBackupService service = shops.service(
                declarations()
                        .table("order_log", table -> table.excluded("what happened"))
                        .table("order_marks", table -> table.excluded("what people marked"))
                        .build(),
                AfterCommit.NONE);
        BackupInfo backup = service.exportTenant(SHOP);
        shops.execute(
                "insert into orders (id, shop_id, note) values (205, 2, 'too many')",
                "insert into order_log values (1, 205)",
                "insert into order_marks values (1, 205)");

        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(SHOP));

        assertThat(plan.conflicts())
                .allSatisfy(conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.INBOUND_REFERENCE))
                .extracting(conflict -> ThreeShops.name(conflict.table()) + ": "
                        + conflict.message().replaceAll(".*: ", ""))
                .containsExactlyInAnyOrder(
                        "order_log: the database would set that reference to NULL.",
                        "order_marks: the database would delete them too.");
    }

    private static ThreeShops withEffects(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        shops.execute(
                "create table order_lines (id integer primary key, order_id integer not null,"
                        + " foreign key (order_id) references orders (id) on delete cascade)",
                "alter table orders add column doubled integer generated always as (id * 2)"
                        + (engine == Engine.H2 ? "" : " stored"));
        shops.execute(
                switch (engine) {
                    case H2 ->
                        new String[] {
                            "create trigger orders_touch before update on orders for each row call '"
                                    + LeavesRowsAlone.class.getName() + "'"
                        };
                    case POSTGRESQL ->
                        new String[] {
                            "create function touch() returns trigger language plpgsql as $$ begin return new; end $$",
                            "create trigger orders_touch before update on orders for each row execute function touch()"
                        };
                    case MARIADB ->
                        new String[] {
                            "create trigger orders_touch before update on orders for each row set new.note = new.note"
                        };
                });
        return shops;
    }

    private static CatalogDeclarations.Builder declarations() {
        return ThreeShops.declarations("", "").toBuilder()
                .table(
                        "orders",
                        table -> table.triggerRule("orders_touch", TriggerRule.harmless())
                                .reference("coupon_id", "coupons"));
    }

    private static TenantBackupService service(ThreeShops shops) {
        return shops.service(declarations().build(), AfterCommit.NONE);
    }

    /** A trigger of H2. */
    public static final class LeavesRowsAlone implements org.h2.api.Trigger {

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            // nothing
        }
    }
}
