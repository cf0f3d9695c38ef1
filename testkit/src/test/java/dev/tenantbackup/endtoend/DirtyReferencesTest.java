// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.ThreeShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.ThreeShops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that refer to another tenant's row, to none, or that are two tenants': what each operation does with them. */
class DirtyReferencesTest {

    private static final String ORDERS = "select id, customer_id, coupon_id, note from orders where shop_id = ";

    @Nested
    class Export {

        @ParameterizedTest
        @EnumSource
        void namesTableKeyAndBothTenantsAndArchivesTheRowsAsTheyAre(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();

            BackupInfo backup = service.exportTenant(SHOP);

            assertThat(backup.findings())
                    .filteredOn(finding -> finding.count() > 0)
                    .extracting(
                            Finding::kind,
                            finding -> ThreeShops.name(finding.table()),
                            finding -> keys(finding.samples()),
                            Finding::otherTenants)
                    .containsExactlyInAnyOrder(
                            tuple(Finding.Kind.LEAVING, "orders", "201", List.of(NEIGHBOUR)),
                            tuple(Finding.Kind.ORPHANED, "orders", "202", List.of()),
                            tuple(Finding.Kind.LEAVING, "orders", "203", List.of(NEIGHBOUR)),
                            tuple(Finding.Kind.AMBIGUOUS, "allocations", "241", List.of(NEIGHBOUR)));
            assertThat(backup.findings())
                    .filteredOn(finding -> !finding.otherTenants().isEmpty())
                    .allSatisfy(finding ->
                            assertThat(finding.message()).contains("tenant '2'").contains("tenant '3'"));
            assertThat(service.manifest(backup.id()).findings()).isEqualTo(backup.findings());
            assertThat(service.validate(backup.id()).valid()).isTrue();
            assertThat(service.exportTenant(SHOP, ExportOptions.DEFAULTS.withParallelReaders(1))
                            .findings())
                    .as("one connection finds what two find")
                    .isEqualTo(backup.findings());
        }

        @ParameterizedTest
        @EnumSource
        void isTheOtherTenantsWordTooForARowThatIsBoths(Engine engine) {
            BackupInfo backup = ThreeShops.dirty(engine).service().exportTenant(NEIGHBOUR);

            assertThat(backup.findings())
                    .filteredOn(finding -> finding.count() > 0)
                    .extracting(Finding::kind, finding -> keys(finding.samples()), Finding::otherTenants)
                    .containsExactly(tuple(Finding.Kind.AMBIGUOUS, "241", List.of(SHOP)));
        }
    }

    @Nested
    class InPlace {

        @ParameterizedTest
        @EnumSource
        void dirtyRowsComeBackAsTheyWereAndThePlanSaysSo(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();
            BackupInfo backup = service.exportTenant(SHOP);
            Map<String, List<String>> before = shops.content();
            shops.execute("delete from orders where shop_id = 2");

            RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(SHOP));
            RestoreResult result = service.restore(backup.id(), RestoreRequest.into(SHOP));

            assertThat(plan.conflicts()).isEmpty();
            assertThat(rules(plan.rules()))
                    .containsExactlyInAnyOrder(
                            tuple("orders", "kept as in the backup", 1L), tuple("orders", "kept as in the backup", 2L));
            assertThat(result.rules()).isEqualTo(plan.rules());
            assertThat(result.changedDuring()).isEmpty();
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void refusedTheyAreNamedWithBothTenantsAndNothingIsWritten(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service("dirty: {customer_id: refuse, coupon_id: refuse}", "");
            BackupInfo backup = service.exportTenant(SHOP);
            shops.execute("delete from orders where shop_id = 2");
            Map<String, List<String>> before = shops.content();

            RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(SHOP));

            assertThat(plan.conflicts())
                    .extracting(
                            Conflict::kind,
                            conflict -> ThreeShops.name(conflict.table()),
                            conflict -> keys(conflict.samples()),
                            Conflict::otherTenants)
                    .containsExactlyInAnyOrder(
                            tuple(Conflict.Kind.UNRESOLVED_REFERENCE, "orders", "201", List.of(NEIGHBOUR)),
                            tuple(Conflict.Kind.UNRESOLVED_REFERENCE, "orders", "202, 203", List.of(NEIGHBOUR)));
            assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(SHOP)))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("tenant '3'");
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void setToNullTheyLoseOnlyThatAndTheRestoreIsProvedAllTheSame(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();
            BackupInfo backup = service.exportTenant(SHOP);
            Map<String, List<String>> neighbours = shops.neighbours();
            shops.execute(
                    "delete from orders where id in (201, 202)", "update orders set note = 'spoilt' where shop_id = 2");
            Map<String, List<String>> spoilt = shops.content();
            RestoreRequest request = RestoreRequest.into(SHOP).withDirtyReferences(DirtyRule.NULL);

            RestoreResult result = service.restore(backup.id(), request);

            assertThat(shops.rows(ORDERS + "2 order by id"))
                    .containsExactly(
                            "201 null 221 as it was",
                            "202 211 null as it was",
                            "203 211 null as it was",
                            "204 211 221 as it was");
            assertThat(rules(result.rules()))
                    .containsExactlyInAnyOrder(tuple("orders", "set to NULL", 1L), tuple("orders", "set to NULL", 2L));
            assertThat(result.changedDuring()).isEmpty();
            assertThat(shops.neighbours()).isEqualTo(neighbours);
            service.restore(backup.id(), request);
            service.undo(result.id(), OperationContext.NONE);
            assertThat(shops.content()).isEqualTo(spoilt);
        }

        @ParameterizedTest
        @EnumSource
        void whatTheyLedToMustStillBeThereIfTheDatabaseWantsIt(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();
            BackupInfo backup = service.exportTenant(SHOP);
            shops.execute(
                    "delete from orders where id = 201",
                    "update orders set customer_id = null where shop_id = 3",
                    "delete from customers where id = 311");
            Map<String, List<String>> before = shops.content();

            assertThat(service.plan(backup.id(), RestoreRequest.into(SHOP)).conflicts())
                    .singleElement()
                    .satisfies(conflict -> {
                        assertThat(conflict.kind()).isEqualTo(Conflict.Kind.UNRESOLVED_REFERENCE);
                        assertThat(keys(conflict.samples())).isEqualTo("201");
                        assertThat(conflict.otherTenants()).isEmpty();
                    });
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void aCleanReferenceNeverComesToLeadToANeighbourWhoHasTheKeyByNow(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();
            BackupInfo backup = service.exportTenant(SHOP);
            shops.execute(
                    "delete from orders where shop_id = 2",
                    "delete from customers where id = 211",
                    "insert into customers values (211, 3, 'Eva')");
            Map<String, List<String>> before = shops.content();
            TableName orders = service.catalog().tables().stream()
                    .map(table -> table.name())
                    .filter(name -> ThreeShops.name(name).equals("orders"))
                    .findFirst()
                    .orElseThrow();

            RestorePlan plan = service.plan(
                    backup.id(),
                    RestoreRequest.into(SHOP).onlyTables(Set.of(orders)).withDirtyReferences(DirtyRule.KEEP));

            assertThat(plan.conflicts())
                    .anySatisfy(conflict -> assertThat(conflict.otherTenants()).containsExactly(NEIGHBOUR));
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void aRowThatIsTwoTenantsIsLeftAloneOrStandsInTheWay(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service("", "dirty: {booking_id: keep}");
            BackupInfo backup = service.exportTenant(SHOP);
            shops.execute("delete from orders where id = 204");
            assertThat(service.restore(backup.id(), RestoreRequest.into(SHOP))
                            .total()
                            .inserted())
                    .isOne();

            for (String change : List.of(
                    "update allocations set note = 'spoilt' where id = 241",
                    "delete from allocations where id = 241")) {
                shops.execute(change);
                Map<String, List<String>> before = shops.content();

                assertThat(service.plan(backup.id(), RestoreRequest.into(SHOP)).conflicts())
                        .as(change)
                        .isNotEmpty()
                        .allSatisfy(conflict -> {
                            assertThat(ThreeShops.name(conflict.table())).isEqualTo("allocations");
                            assertThat(keys(conflict.samples())).isEqualTo("241");
                            assertThat(conflict.otherTenants()).containsExactly(NEIGHBOUR);
                        });
                assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(SHOP)))
                        .isInstanceOf(ConflictException.class);
                assertThat(shops.content()).isEqualTo(before);
            }
        }
    }

    @Nested
    class Copies {

        @ParameterizedTest
        @EnumSource
        void areRefusedUnlessSomebodySaysWhatBecomesOfDirtyReferences(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service();
            BackupInfo backup = service.exportTenant(SHOP);
            Map<String, List<String>> before = shops.content();

            RestorePlan plan = service.plan(backup.id(), RestoreRequest.asNewTenant("Casa Nueva"));

            assertThat(plan.conflicts())
                    .extracting(
                            Conflict::kind,
                            conflict -> ThreeShops.name(conflict.table()),
                            conflict -> keys(conflict.samples()),
                            Conflict::otherTenants)
                    .containsExactlyInAnyOrder(
                            tuple(Conflict.Kind.UNRESOLVED_REFERENCE, "orders", "201", List.of(NEIGHBOUR)),
                            tuple(Conflict.Kind.UNRESOLVED_REFERENCE, "orders", "202, 203", List.of(NEIGHBOUR)),
                            tuple(Conflict.Kind.UNRESOLVED_REFERENCE, "allocations", "241", List.of(NEIGHBOUR)));
            assertThatThrownBy(() -> service.clone(SHOP, CloneRequest.named("Casa Nueva")))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("tenant '3'");
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void setToNullBelongToTheNewTenantAlone(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service =
                    shops.service("dirty: {customer_id: null, coupon_id: null}", "dirty: {booking_id: null}");
            Map<String, List<String>> before = shops.content();

            CloneResult clone = service.clone(SHOP, CloneRequest.named("Casa Nueva"));
            RestoreResult restored =
                    service.restore(service.exportTenant(SHOP).id(), RestoreRequest.asNewTenant("Casa Restaurada"));

            for (RestoreResult copy : List.of(clone.restore(), restored)) {
                assertThat(shops.rows("select case when customer_id is null then 'nobody' else 'Ana' end,"
                                + " case when coupon_id is null then 'none' else 'TEN' end from orders where shop_id = "
                                + copy.tenant() + " order by id"))
                        .containsExactly("nobody TEN", "Ana none", "Ana none", "Ana TEN");
                assertThat(shops.rows("select count(*), count(a.booking_id) from allocations a join seats s"
                                + " on s.id = a.seat_id where s.shop_id = " + copy.tenant()))
                        .containsExactly("2 1");
                assertThat(rules(copy.rules()))
                        .contains(
                                tuple("orders", "set to NULL", 1L),
                                tuple("orders", "set to NULL", 2L),
                                tuple("allocations", "set to NULL", 1L));
            }
            service.undo(restored.id(), OperationContext.NONE);
            service.undo(clone.restore().id(), OperationContext.NONE);
            assertThat(shops.content()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource
        void keptLeadWhereTheOriginalsLead(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine).unambiguous();
            TenantBackupService service = shops.service();
            Map<String, List<String>> neighbours = shops.neighbours();

            CloneResult clone =
                    service.clone(SHOP, CloneRequest.named("Casa Nueva").withDirtyReferences(DirtyRule.KEEP));

            assertThat(shops.rows("select case when customer_id = 311 then 'Ana of 3' else 'own' end,"
                            + " case when coupon_id in (321, 999) then coupon_id else 0 end from orders where shop_id = "
                            + clone.tenant() + " order by id"))
                    .containsExactly("Ana of 3 0", "own 999", "own 321", "own 0");
            assertThat(rules(clone.restore().rules()))
                    .containsExactlyInAnyOrder(
                            tuple("orders", "kept as in the backup", 1L), tuple("orders", "kept as in the backup", 2L));
            assertThat(shops.neighbours()).isEqualTo(neighbours);
        }

        @ParameterizedTest
        @EnumSource
        void keptNeverLeadToTheOriginalNorMakeARowTwoTenants(Engine engine) {
            ThreeShops shops = ThreeShops.dirty(engine);
            TenantBackupService service = shops.service("", "");
            BackupInfo backup = service.exportTenant(SHOP);
            Map<String, List<String>> before = shops.content();
            Set<TableName> allButCustomers = service.manifest(backup.id()).tables().stream()
                    .map(table -> table.name())
                    .filter(table -> !ThreeShops.name(table).equals("customers"))
                    .collect(Collectors.toSet());

            RestorePlan plan = service.plan(
                    backup.id(),
                    RestoreRequest.asNewTenant("Casa Nueva")
                            .onlyTables(allButCustomers)
                            .withDirtyReferences(DirtyRule.KEEP));

            assertThat(plan.conflicts())
                    .extracting(conflict -> ThreeShops.name(conflict.table()), conflict -> keys(conflict.samples()))
                    .containsExactlyInAnyOrder(tuple("orders", "202, 203, 204"), tuple("allocations", "241"));
            assertThat(shops.content()).isEqualTo(before);
        }
    }

    private static String keys(List<RowKey> keys) {
        return keys.stream().map(key -> key.values().get(0)).sorted().collect(Collectors.joining(", "));
    }

    private static List<Tuple> rules(List<FiredRule> rules) {
        return rules.stream()
                .filter(rule -> rule.rule().startsWith("dirty"))
                .map(rule -> tuple(
                        rule.table().name().toLowerCase(Locale.ROOT),
                        rule.rule().split(": ", 2)[1],
                        rule.rows()))
                .toList();
    }
}
