// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.BYSTANDER;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fence inside the database stops one tenant's writes, in every table, and nobody else's. */
class FenceTest {

    private static final FenceRequest WRITES = FenceRequest.writes(FENCED, ACTOR, REASON);

    /** Writes of shop 7, or of shop 8 if the ids are turned into its. Each changes nothing that another one needs. */
    private static List<String> writes(FencedShops shops) {
        return List.of(
                "update shops set name = 'Other' where id = 7",
                "insert into orders values (72, 7, 3, null)",
                "update orders set total = 13 where id = 70",
                "insert into order_lines values (72, 70, 'bread')",
                "update order_lines set what = 'fish' where id = 70",
                "delete from order_lines where id = 70",
                "insert into notes values (73, 'Line', 70, 'cold')",
                "insert into notes values (74, '" + shops.orderType() + "', 70, 'cold')",
                "update notes set what = 'cold' where id = 70",
                "delete from notes where id = 70",
                "delete from notes where id = 71",
                "update pictures set url = 'new.png' where id = 70",
                "insert into pages values (72, 'shop-7-more', 'fish')",
                "update pages set what = 'fish' where id = 70",
                "delete from pages where id = 70");
    }

    private static String ofBystander(String statement) {
        return statement.replaceAll("\\b7(?=[0-4]\\b)", "80").replaceAll("(?<=shop-)7|\\b7\\b", "8");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void theTenantsWritesAreRefusedWhileALookAlikeWritesOn(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        List<String> before = content(shops);

        RaisedFence up = shops.fence().raise(WRITES);

        assertThat(up.isEffective()).isTrue();
        for (String write : writes(shops)) {
            assertRefused(shops, write);
        }
        assertThat(content(shops)).isEqualTo(before);
        for (String write : writes(shops)) {
            assertThatCode(() -> shops.execute(ofBystander(write)))
                    .as(ofBystander(write))
                    .doesNotThrowAnyException();
        }
        shops.execute("update countries set name = 'Bharat'");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void liftedItLetsEverythingThroughAgain(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        RaisedFence up = shops.fence().raise(WRITES);

        assertThat(shops.fence().lift(FENCED)).contains(up);

        for (String write : writes(shops)) {
            assertThatCode(() -> shops.execute(write)).as(write).doesNotThrowAnyException();
        }
        assertThat(shops.fence().raised()).isEmpty();
        assertThat(shops.fence().lift(FENCED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aRowCanBeMovedNeitherOutOfTheTenantNorIntoIt(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        shops.fence().raise(WRITES);

        assertRefused(shops, "update orders set shop_id = 8 where id = 70");
        assertRefused(shops, "update orders set shop_id = 7 where id = 800");
        assertRefused(shops, "update order_lines set order_id = 800 where id = 70");
        assertRefused(shops, "update order_lines set order_id = 70 where id = 800");
        assertRefused(shops, "update notes set subject_id = 800 where id = 70");
        assertRefused(shops, "update orders set total = 0");
        assertThat(shops.rows("select total from orders order by id")).containsExactly("12", "12");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void everyFenceThatIsUpIsFoundByWhoeverLooks(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        RaisedFence seven = shops.fence().raise(WRITES);
        RaisedFence eight = shops.fence().raise(FenceRequest.writes(BYSTANDER, ACTOR, "also"));

        assertThat(shops.fence().raised()).containsExactly(seven, eight);
        assertThat(shops.fence().find(FENCED)).contains(seven);
        assertThat(seven)
                .extracting(RaisedFence::tenant, RaisedFence::level, RaisedFence::actor, RaisedFence::reason)
                .containsExactly(FENCED, FenceLevel.WRITES, ACTOR, REASON);
        assertThat(shops.fence().raise(FenceRequest.writes(FENCED, ACTOR, "somebody else's")))
                .as("stays as it was raised")
                .isEqualTo(seven);
        shops.fence().lift(FENCED);
        assertThat(shops.fence().raise(WRITES)).as("raised anew").isNotEqualTo(seven);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aTenantThatDoesNotExistHasNoFence(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);

        assertThatThrownBy(() -> shops.fence().raise(FenceRequest.writes(TenantId.of(9), ACTOR, REASON)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'9'");
        assertThatThrownBy(() -> shops.fence().raise(FenceRequest.all(FENCED, ACTOR, REASON)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("writes only");
        assertThat(shops.fence().raised()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void longReasonsAreCutAndNoReasonBreaksTheRefusal(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);

        shops.fence().raise(FenceRequest.writes(FENCED, ACTOR, "it's 100% \"broken\" \\ é ".repeat(20)));

        assertRefused(shops, "update orders set total = 13 where id = 70");
    }

    @Test
    void truncateIsRefusedOnPostgresWhileAFenceIsUp() {
        FencedShops shops = FencedShops.fenced(Engine.POSTGRESQL);
        shops.fence().raise(WRITES);

        assertRefused(shops, "truncate notes");

        shops.fence().lift(FENCED);
        shops.execute("truncate notes");
    }

    @Test
    void thereIsNoFenceInsideOfH2() {
        FencedShops shops = FencedShops.open(Engine.H2);

        assertThatThrownBy(() -> shops.fence().install())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("H2")
                .hasMessageContaining("flag column");
        assertThatThrownBy(() -> shops.fence().raise(WRITES)).isInstanceOf(InvalidRequestException.class);
        assertThat(shops.fence().raised()).isEmpty();
    }

    private static List<String> content(FencedShops shops) {
        return shops.rows("select 'o', id, total from orders where shop_id = 7"
                + " union all select 'l', id, order_id from order_lines where id between 70 and 79"
                + " union all select 'n', id, subject_id from notes where id between 70 and 79"
                + " union all select 'p', id, id from pages where id between 70 and 79 order by 1, 2");
    }

    static void assertRefused(FencedShops shops, String statement) {
        assertThatThrownBy(() -> shops.execute(statement))
                .as(statement)
                .hasMessageContaining("Tenant '7' is fenced")
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(DatabaseFence.SQL_STATE));
    }
}
