// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static dev.tenantbackup.jdbc.extract.HardSchema.row;
import static dev.tenantbackup.jdbc.extract.HardSchema.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Finding.Kind;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dirty rows are found, counted and named; clean ones are not. */
class FindingsTest {

    @ParameterizedTest
    @EnumSource
    void cleanTenantsHaveNone(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);

        assertThat(findings(schema, 1)).isEmpty();
        assertThat(nobodysRows(schema)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anUndeclaredReferenceToNothingIsOrphaned(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        schema.database().run("update menus set hero_asset = 999 where owner = 1");

        assertThat(findings(schema, 1)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ORPHANED);
            assertThat(finding.table()).isEqualTo(TableName.of("menus"));
            assertThat(finding.message())
                    .isEqualTo(
                            "2 rows of tenant '1' refer to rows that do not exist, by menus.hero_asset -> assets.id");
            assertThat(finding.count()).isEqualTo(2);
            assertThat(finding.samples()).containsExactly(RowKey.of("id", "101"), RowKey.of("id", "102"));
        });
        assertThat(findings(schema, 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void referencesToAnotherTenantOrToNobodyLeave(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2).unowned();
        schema.database()
                .run(
                        "update tenants set current_menu = 201 where id = 1",
                        "update menus set hero_asset = 1 where id = 102",
                        "update assets set menu_id = 202 where id = 103");

        assertThat(findings(schema, 1))
                .extracting(
                        Finding::kind,
                        Finding::table,
                        finding -> finding.samples().get(0))
                .containsExactlyInAnyOrder(
                        tuple(Kind.LEAVING, TableName.of("tenants"), RowKey.of("id", "1")),
                        tuple(Kind.LEAVING, TableName.of("menus"), RowKey.of("id", "102")),
                        tuple(Kind.LEAVING, TableName.of("assets"), RowKey.of("id", "103")));
    }

    @ParameterizedTest
    @EnumSource
    void ofOneReferenceRowsThatLeadNowhereAndRowsThatLeaveAreToldApart(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        schema.database()
                .run(
                        "update menus set hero_asset = 999 where id = 101",
                        "update menus set hero_asset = 203 where id = 102",
                        row("menus", 103, 1, 103, 1),
                        row("menus", 104, 1, 202, 1));

        assertThat(findings(schema, 1))
                .extracting(Finding::kind, Finding::table, Finding::count, Finding::samples)
                .containsExactlyInAnyOrder(
                        tuple(Kind.ORPHANED, TableName.of("menus"), 1L, List.of(RowKey.of("id", "101"))),
                        tuple(
                                Kind.LEAVING,
                                TableName.of("menus"),
                                2L,
                                List.of(RowKey.of("id", "102"), RowKey.of("id", "104"))));
        assertThat(findings(schema, 2)).isEmpty();
    }

    /** A foreign key may have been added without a look at the rows that were there. */
    @ParameterizedTest
    @EnumSource(names = "POSTGRES")
    void aBrokenReferenceToRowsThatAreOwnedBecauseOfItIsNamed(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        schema.database()
                .run(
                        "alter table attachments drop constraint attachments_blob_id_fkey",
                        "update attachments set blob_id = " + uuid(999) + " where id = 102",
                        "alter table attachments add constraint attachments_blob_id_fkey foreign key (blob_id)"
                                + " references blobs not valid");

        assertThat(findings(schema, 1))
                .filteredOn(finding -> finding.kind() != Kind.UNOWNED)
                .extracting(Finding::kind, Finding::table, Finding::samples, Finding::otherTenants)
                .containsExactly(
                        tuple(Kind.LEAVING, TableName.of("attachments"), List.of(RowKey.of("id", "102")), List.of()));
        assertThat(findings(schema, 2)).allMatch(finding -> finding.kind() == Kind.UNOWNED);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatTwoTenantsCanClaimIsAmbiguousForBoth(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        schema.database()
                .run(
                        row("seat_allocations", 500, 101, 201, null, null),
                        "update attachments set blob_id = " + uuid(101) + " where id = 201");

        for (int tenant : List.of(1, 2)) {
            assertThat(findings(schema, tenant))
                    .extracting(Finding::kind, Finding::table, Finding::count, Finding::samples)
                    .contains(
                            tuple(
                                    Kind.AMBIGUOUS,
                                    TableName.of("seat_allocations"),
                                    1L,
                                    List.of(RowKey.of("id", "500"))),
                            tuple(
                                    Kind.AMBIGUOUS,
                                    TableName.of("blobs"),
                                    1L,
                                    List.of(RowKey.of("id", "00000065-0000-0000-0000-000000000000"))))
                    .noneMatch(found -> found.toList().contains(Kind.LEAVING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatNobodyCanClaimAreUnowned(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2).unowned();
        schema.database().run(row("attachments", 1, "'Gone'", 101, uuid(101), null));

        assertThat(nobodysRows(schema))
                .allMatch(finding -> finding.kind() == Kind.UNOWNED)
                .extracting(finding -> finding.table() + " " + finding.count())
                .containsExactlyInAnyOrder("assets 1", "attachments 1", "blobs 1", "legacy 2", "seat_allocations 1");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverLooksForThemStopsWhenAsked(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1);

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            assertThatThrownBy(() -> reader.findings(TenantId.of(1), () -> true))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void atMostTenKeysAreNamed(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1);
        for (int i = 0; i < 15; i++) {
            schema.database().run(row("menus", 1000 + i, 1, 999, 1));
        }

        assertThat(findings(schema, 1)).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(15);
            assertThat(finding.samples()).hasSize(10).startsWith(RowKey.of("id", "1000"));
        });
    }

    private static List<Finding> nobodysRows(HardSchema schema) {
        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            return reader.nobodysRows(Cancellation.NEVER);
        }
    }

    private static List<Finding> findings(HardSchema schema, int tenant) {
        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            return reader.findings(TenantId.of(tenant), Cancellation.NEVER);
        }
    }
}
