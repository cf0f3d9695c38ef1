// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FenceTest.assertRefused;
import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.crash.ChildJvm;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who raises a fence is killed: nothing is up, or the fence is, and is found by the next who looks. */
class FenceKillTest {

    private static void kill(FencedShops shops, String moment) throws Exception {
        try (ChildJvm child = ChildJvm.start(FenceProgram.class, List.of(), List.of(shops.url(), moment))) {
            assertThat(child.readLine()).isEqualTo(FenceProgram.REACHED);
            child.kill();
        }
    }

    @Test
    void killedBeforeTheCommitNothingIsUp() throws Exception {
        FencedShops shops = FencedShops.fenced(Engine.MARIADB);

        kill(shops, "before");

        assertThat(shops.fence().raised()).isEmpty();
        shops.execute("update orders set total = 1 where id = 70");
    }

    @Test
    void killedAfterItTheFenceIsFoundAndRaisedAgainOrLifted() throws Exception {
        FencedShops shops = FencedShops.fenced(Engine.POSTGRESQL);

        kill(shops, "after");

        RaisedFence left = shops.fence().raised().get(0);
        assertThat(left.tenant()).isEqualTo(FENCED);
        assertThat(left.reason()).isEqualTo(REASON);
        assertThat(left.isEffective()).isFalse();
        assertRefused(shops, "update orders set total = 1 where id = 70");
        shops.execute("update orders set total = 1 where id = 800");
        RaisedFence again = shops.fence().raise(FenceRequest.writes(FENCED, ACTOR, "taken up again"));
        assertThat(again.isEffective()).isTrue();
        assertThat(again.raisedAt()).isEqualTo(left.raisedAt());
        shops.fence().lift(FENCED);
        shops.execute("update orders set total = 1 where id = 70");
    }
}
