// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FenceTest.assertRefused;
import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.BYSTANDER;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenantbackup.AfterCommit;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A restore in place goes through behind its tenant's fence, says so, and leaves the fence as it was. */
class FencedRestoreTest {

    private static final FenceRequest WRITES = FenceRequest.writes(FENCED, ACTOR, REASON);

    private static void damage(FencedShops shops) {
        shops.execute(
                "delete from notes where id between 70 and 79",
                "delete from order_lines where id = 70",
                "update orders set total = 0 where shop_id = 7",
                "insert into orders values (75, 7, 99, null)",
                "update pages set what = 'gone' where id = 70");
    }

    private static Map<String, Map<TableName, String>> digests(FencedShops shops) {
        return TenantDigest.ofAll(
                JdbcTenantDatabase.of(shops.dataSource()), shops.service().catalog());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aRestoreBehindTheFenceIsExclusiveAndSoIsItsUndo(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        TenantBackupService service = shops.service();
        BackupId backup = service.exportTenant(FENCED).id();
        Map<String, Map<TableName, String>> sound = digests(shops);
        damage(shops);
        Map<String, Map<TableName, String>> damaged = digests(shops);
        RaisedFence up = shops.fence().raise(WRITES);

        RestoreResult restored = service.restore(backup, RestoreRequest.into(FENCED));

        assertThat(restored.exclusive()).isTrue();
        assertThat(restored.changedDuring()).isEmpty();
        assertThat(restored.total().written()).isEqualTo(6);
        assertThat(digests(shops)).isEqualTo(sound);
        assertThat(shops.fence().raised()).containsExactly(up);
        assertRefused(shops, "delete from order_lines where id = 70");
        RestoreResult undone = service.undo(restored.id(), OperationContext.NONE);
        assertThat(undone.exclusive()).isTrue();
        assertThat(digests(shops)).isEqualTo(damaged);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void withoutAFenceOrBehindABystandersNoRestoreIsExclusive(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        TenantBackupService service = shops.service();
        BackupId backup = service.exportTenant(FENCED).id();
        damage(shops);

        RestoreResult restored = service.restore(backup, RestoreRequest.into(FENCED));
        assertThat(restored.exclusive()).isFalse();
        assertThat(restored.notes()).isEmpty();

        damage(shops);
        shops.fence().raise(FenceRequest.writes(BYSTANDER, ACTOR, "another one's"));
        assertThat(service.restore(backup, RestoreRequest.into(FENCED)).exclusive())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aRestoreWhoseFenceIsLiftedMeanwhileIsNotExclusiveAndSaysWhy(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        BackupId backup = shops.service().exportTenant(FENCED).id();
        damage(shops);
        shops.fence().raise(WRITES);
        TenantBackupService service = shops.serviceThatTells(changed -> {
            shops.fence().lift(FENCED);
            shops.fence().raise(WRITES);
        });

        RestoreResult restored = service.restore(backup, RestoreRequest.into(FENCED));

        assertThat(restored.exclusive()).isFalse();
        assertThat(restored.notes()).containsExactly("The tenant's fence was lifted while the restore was under way.");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aConnectionThatComesBackPassesNoLonger(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        BackupId backup = shops.service().exportTenant(FENCED).id();
        damage(shops);
        shops.fence().raise(WRITES);
        Returned returned = new Returned();

        shops.service(WatchedDataSource.of(shops.dataSource(), returned), AfterCommit.NONE)
                .restore(backup, RestoreRequest.into(FENCED));

        assertThat(returned.refusals).isNotEmpty().allMatch(refusal -> refusal.contains("Tenant '7' is fenced"));
    }

    /** Tries to write over each connection that comes back. */
    private static final class Returned implements WatchedDataSource.Watcher {

        private final List<String> refusals = new ArrayList<>();

        @Override
        public void before(Call call) throws SQLException {
            if (call.kind() == Kind.CLOSE && !call.connection().isClosed()) {
                try (Statement statement = call.connection().createStatement()) {
                    refusals.add("wrote " + statement.executeUpdate("update orders set total = 5 where id = 70"));
                } catch (SQLException refused) {
                    refusals.add(refused.getMessage());
                }
            }
        }

        @Override
        public void after(Call call) {
            // looked at before
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aFencedTenantCanBeExportedComparedAndVerified(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        shops.fence().raise(WRITES);
        TenantBackupService service = shops.service();

        BackupId backup = service.exportTenant(FENCED).id();

        assertThat(service.diff(backup).total().written()).isZero();
        assertThat(service.find(backup).orElseThrow().tenant()).isEqualTo(FENCED);
        assertThat(service.verify(FENCED).sound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void nobodyHasToDeclareTheFence(Engine engine) {
        FencedShops shops = FencedShops.open(engine);
        Catalog before = shops.service().catalog();
        shops.install();

        Catalog after = shops.service().catalog();

        after.requireComplete();
        assertThat(after.findings())
                .extracting(Finding::kind, Finding::table)
                .containsExactlyElementsOf(before.findings().stream()
                        .map(finding -> tuple(finding.kind(), finding.table()))
                        .toList());
        assertThat(after.table(TableName.of("tenant_backup_fence")).ownership()).isInstanceOf(Ownership.Excluded.class);
    }
}
