// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogProposerTest {

    private static final CatalogDeclarations GIVEN =
            CatalogDeclarations.builder().tenantTable("restaurants").build();

    private final SchemaBuilder schema = SchemaBuilder.schema()
            .table(
                    "restaurants",
                    table -> table.id()
                            .text("name")
                            .column("active", "boolean", ValueForm.BOOLEAN, false)
                            .text("subdomain")
                            .unique("subdomain")
                            .refers("country_id", "countries"))
            .table("countries", table -> table.id().text("code").unique("code"))
            .table("locations", table -> table.id().refers("restaurant_id", "restaurants"))
            .table(
                    "users",
                    table -> table.id()
                            .mayRefer("restaurant_id", "restaurants")
                            .mayRefer("location_id", "locations")
                            .number("lock_version"))
            .table("sessions", table -> table.id().refers("user_id", "users"))
            .table(
                    "jobs",
                    table -> table.id().refers("restaurant_id", "restaurants").text("status"))
            .table(
                    "visits",
                    table -> table.id()
                            .mayRefer("user_id", "users")
                            .mayRefer("location_id", "locations")
                            .text("updated_at")
                            .trigger("visits_touch")
                            .trigger("visits_sync"));

    @Test
    void everyProposalStandsBelowItsReason() {
        assertThat(propose(schema.build(), CatalogFormat.YAML)).isEqualTo("""
                        # Whose rows the tables of this database hold (Imaginary 1.0, 7 tables).
                        # Tables that are not listed follow from the tenant column and from foreign keys that every row must have.
                        # Read every proposal, correct it, and keep this file under version control. docs/catalog.md explains it.
                        version: 1

                        tenant:
                          table: restaurants
                          key: id
                          name: name
                          column: restaurant_id
                          activeWhere: active = TRUE
                          activeFlag: {column: active, active: true, inactive: false}

                        tables:

                          # Proposed: tenants' rows refer to it, it refers to none of them, and code finds its rows again.
                          countries: {shared: [code]}

                          # Proposed: a queue, by its name and 'status'. If it is none: rule: replace.
                          jobs: {rule: queue}

                          # 'active' looks like the flag of active tenants; see 'tenant' above.
                          restaurants:
                            unique: {subdomain: suffix}

                          # Proposed: its rows could be reached, but by its name it is web sessions or locks, of no use later.
                          sessions: {excluded: "web sessions or locks, of no use later"}

                          # Proposed: where 'restaurant_id' is NULL, location_id may tell the tenant.
                          users:
                            owner: {column: restaurant_id, through: [location_id]}
                            columns: {lock_version: monotonic}

                          # Proposed: its rows may be reached through visits.user_id -> users.id; visits.location_id -> locations.id.
                          # Proposed: trigger 'visits_touch' sets 'updated_at' and nothing else.
                          # Say what trigger 'visits_sync' does: harmless, or {owns: [columns]}.
                          visits:
                            owner: {through: [user_id, location_id]}
                            triggers:
                              visits_touch: {owns: [updated_at]}

                        # The tables and columns that a person has seen: whatever comes later is a finding.
                        accepted:
                          countries: [code, id]
                          jobs: [id, restaurant_id, status]
                          locations: [id, restaurant_id]
                          restaurants: [active, country_id, id, name, subdomain]
                          sessions: [id, user_id]
                          users: [id, location_id, lock_version, restaurant_id]
                          visits: [id, location_id, updated_at, user_id]
                        """);
    }

    @ParameterizedTest
    @EnumSource
    void theFileMakesTheCatalogComplete(CatalogFormat format) {
        DatabaseSchema database = schema.build();

        CatalogDeclarations read = CatalogFile.parse(propose(database, format), format);

        Catalog catalog = DeclaredCatalog.of(read).resolve(database, SchemaProbe.blind());
        catalog.requireComplete();
        assertThat(catalog.findings()).hasSize(1);
        assertThat(catalog.root().orElseThrow().flag()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyCanGuessIsRefusedUntilItIsDecided(CatalogFormat format) {
        DatabaseSchema database =
                schema.table("mystery", table -> table.id().text("riddle")).build();

        String text = propose(database, format);

        assertThatThrownBy(() -> CatalogFile.parse(text, format))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("table 'mystery' is still undecided")
                .hasMessageContaining("say owner, shared or excluded");
        if (format == CatalogFormat.YAML) {
            assertThat(text).contains("#   mystery: id bigint, riddle varchar(100)");
        }
    }

    @Test
    void proposingAgainKeepsWhatAPersonSaid() {
        DatabaseSchema database = schema.build();
        CatalogDeclarations corrected = GIVEN.toBuilder()
                .table("countries", table -> table.excluded("not ours"))
                .table("jobs", table -> table.notReferences("status"))
                .accepted(Map.of(TableName.of("jobs"), Set.of("id")))
                .strictColumns()
                .build();

        CatalogDeclarations read = CatalogFile.parse(
                CatalogProposer.propose(database, SchemaProbe.blind(), corrected, CatalogFormat.YAML),
                CatalogFormat.YAML);

        assertThat(read.table(TableName.of("countries"))).isEqualTo(corrected.table(TableName.of("countries")));
        assertThat(read.table(TableName.of("jobs")).notReferences()).containsExactly("status");
        assertThat(read.strictColumns()).isTrue();
        assertThat(List.copyOf(read.acceptedSchema().orElseThrow().keySet())).hasSize(7);
    }

    private static String propose(DatabaseSchema database, CatalogFormat format) {
        return CatalogProposer.propose(database, SchemaProbe.blind(), GIVEN, format);
    }
}
