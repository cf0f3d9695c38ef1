// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * References into shared tables that lead nowhere, since no foreign key forbids it: they are named, and never come to mean a
 * row that happens to have their key elsewhere.
 */
class SharedOrphansTest {

    private static final TenantId BYSTANDER = TenantId.of(1);
    private static final TenantId TENANT = TenantId.of(2);

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops, name: name}
            tables:
              taxes: {shared: [code]}
              items:
                references:
                  - {column: tax_id, to: taxes}
                json:
                  - {column: notes, path: "$.taxes[*]", to: taxes}
            """;

    private static final String TABLES = """
            create table taxes (id bigint not null primary key, code varchar(20) not null unique);
            create table shops (id bigint not null primary key, name varchar(40));
            create table items (id bigint not null primary key, shop_id bigint not null, tax_id bigint, notes varchar(200),
              foreign key (shop_id) references shops (id));
            """;

    /** Item 21 refers to a tax, 22 by its column and 23 by its notes to none. */
    private static final String HERE = """
            insert into taxes values (1, 'full'), (2, 'half');
            insert into shops values (1, 'One'), (2, 'Two');
            insert into items values (11, 1, 1, '{"taxes": [1, 2]}'), (12, 1, 9, '{"taxes": [2]}'), (13, 1, 1, '{"taxes": [2, 8]}');
            insert into items values (21, 2, 1, '{"taxes": [1, 2]}'), (22, 2, 9, '{"taxes": [2]}'), (23, 2, 1, '{"taxes": [2, 8]}');
            """;

    private static final String ITEMS = "select id, tax_id, notes from items where shop_id = :tenant order by id";

    private static GivenDatabase database(Engine engine, String... scripts) {
        GivenDatabase database = GivenDatabase.of(engine, "select 1");
        for (String script : scripts) {
            for (String statement : script.split(";\\s*")) {
                database.execute(statement);
            }
        }
        return database;
    }

    private static TenantBackupService service(GivenDatabase database, BackupStorage storage) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(GivenDatabase.catalog(CATALOG))
                .storage(storage)
                .build();
    }

    private static List<String> keys(Conflict conflict) {
        return conflict.samples().stream().map(key -> key.values().get(0)).toList();
    }

    private static List<String> rules(RestoreResult result) {
        return result.rules().stream()
                .map(FiredRule::rule)
                .map(rule -> rule.toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theExportNamesThem(Engine engine) {
        BackupInfo backup =
                service(database(engine, TABLES, HERE), new MemoryStorage()).exportTenant(TENANT);

        assertThat(backup.findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.ORPHANED)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.table().name()).isEqualToIgnoringCase("items");
                    assertThat(finding.message()).contains("tenant '2'").containsIgnoringCase("taxes");
                    assertThat(finding.samples()).singleElement().asString().contains("22");
                });
    }

    @ParameterizedTest
    @EnumSource
    void theyComeBackAsTheyWereWhereTheyStillLeadNowhere(Engine engine) {
        GivenDatabase here = database(engine, TABLES, HERE);
        TenantBackupService service = service(here, new MemoryStorage());
        BackupInfo backup = service.exportTenant(TENANT);
        List<String> before = here.rows(ITEMS, TENANT);
        List<String> bystander = here.rows(ITEMS, BYSTANDER);
        here.execute("delete from items where shop_id = 2");

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(here.rows(ITEMS, TENANT)).isEqualTo(before);
        assertThat(rules(restored)).anyMatch(rule -> rule.contains("kept as in the backup"));
        RestoreResult copy = service.restore(backup.id(), RestoreRequest.asNewTenant("Three"));
        assertThat(here.rows("select tax_id from items where shop_id = :tenant order by id", copy.tenant()))
                .containsExactly("1", "9", "1");
        assertThat(here.rows(ITEMS, BYSTANDER)).isEqualTo(bystander);
    }

    @ParameterizedTest
    @EnumSource
    void theyStandInTheWayWhereAnotherRowHasTheirKey(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        BackupInfo backup = service(database(engine, TABLES, HERE), storage).exportTenant(TENANT);
        GivenDatabase there = database(
                engine,
                TABLES,
                "insert into taxes values (1, 'full'), (2, 'half'), (8, 'eighth'), (9, 'ninth')",
                "insert into shops values (1, 'One')",
                "insert into items values (11, 1, 9, '{\"taxes\": [8]}')");
        TenantBackupService service = service(there, storage);
        List<String> bystander = there.rows(ITEMS, BYSTANDER);

        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(TENANT));

        assertThat(plan.conflicts())
                .extracting(Conflict::kind, SharedOrphansTest::keys)
                .containsExactlyInAnyOrder(
                        tuple(Conflict.Kind.SHARED_ROW, List.of("22")), tuple(Conflict.Kind.SHARED_ROW, List.of("23")));
        assertThat(plan.conflicts())
                .allSatisfy(conflict -> assertThat(conflict.message()).contains("which the backup doesn't hold"));
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(ConflictException.class);
        assertThat(there.rows("select id from shops")).containsExactly("1");

        service.restore(backup.id(), RestoreRequest.into(TENANT).withSharedRows(SharedRowPolicy.BY_KEY));
        assertThat(there.rows("select tax_id from items where shop_id = 2 order by id"))
                .containsExactly("1", "9", "1");
        there.execute("delete from items where id = 21");
        service.restore(backup.id(), RestoreRequest.into(TENANT));
        assertThat(there.rows("select count(*) from items where shop_id = 2")).containsExactly("3");
        assertThat(there.rows(ITEMS, BYSTANDER)).isEqualTo(bystander);
    }

    @ParameterizedTest
    @EnumSource
    void theyAreNotTakenForARowThatIsRenumberedToTheirKey(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        BackupInfo backup = service(database(engine, TABLES, HERE), storage).exportTenant(TENANT);
        GivenDatabase there = database(engine, TABLES, "insert into taxes values (9, 'full'), (8, 'half')");
        TenantBackupService service = service(there, storage);

        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(TENANT));

        assertThat(plan.conflicts())
                .extracting(SharedOrphansTest::keys)
                .containsExactlyInAnyOrder(List.of("22"), List.of("23"));
        assertThat(plan.conflicts())
                .allSatisfy(conflict -> assertThat(conflict.message())
                        .contains("the backup holds no row for it, and here its key is another row's"));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleClearsOrRefusesThem(Engine engine) {
        GivenDatabase here = database(engine, TABLES, HERE);
        TenantBackupService service = service(here, new MemoryStorage());
        BackupInfo backup = service.exportTenant(TENANT);
        here.execute("delete from items where shop_id = 2");
        RestoreRequest request = RestoreRequest.into(TENANT);

        assertThat(service.plan(backup.id(), request.withDirtyReferences(DirtyRule.REFUSE))
                        .conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.UNRESOLVED_REFERENCE);
                    assertThat(keys(conflict)).containsExactly("22");
                });
        RestoreResult restored = service.restore(backup.id(), request.withDirtyReferences(DirtyRule.NULL));

        assertThat(here.rows("select tax_id from items where shop_id = 2 order by id"))
                .containsExactly("1", "null", "1");
        assertThat(rules(restored)).anyMatch(rule -> rule.contains("set to null"));
        assertThat(here.rows("select tax_id from items where shop_id = 1 order by id"))
                .containsExactly("1", "9", "1");
    }
}
