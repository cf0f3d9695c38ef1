// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.catalog.file.CatalogProposer;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The sample platform's catalog file fits its schema on every product, and without it the right things are proposed. */
class PlatformCatalogTest {

    @Nested
    class OnH2 extends OnAnEngine {
        OnH2() {
            super(Engine.H2, Product.H2);
        }
    }

    @Nested
    class OnPostgreSql extends OnAnEngine {
        OnPostgreSql() {
            super(Engine.POSTGRESQL, Product.POSTGRESQL);
        }
    }

    abstract static class OnAnEngine extends TableCatalogContract {

        private static final Map<Engine, JdbcTenantDatabase> PLATFORMS = new EnumMap<>(Engine.class);

        private final JdbcTenantDatabase database;
        private final DatabaseSchema schema;

        OnAnEngine(Engine engine, Product product) {
            database = PLATFORMS.computeIfAbsent(engine, each -> platform(each, product));
            schema = database.schema();
        }

        @Override
        protected TableCatalog catalog() {
            return DeclaredCatalog.of(declarations());
        }

        @Override
        protected DatabaseSchema schema() {
            return schema;
        }

        @Override
        protected SchemaProbe probe() {
            return database.probe();
        }

        @Test
        void theCatalogFileLeavesNothingOpen() {
            Catalog catalog = catalog().resolve(schema, probe());

            catalog.requireComplete();
            assertThat(catalog.tables()).hasSize(56);
            assertThat(catalog.findings()).extracting(Finding::message).isEmpty();
            assertThat(names(catalog, Ownership.Shared.class)).containsExactly("allergens", "countries", "plans");
            assertThat(names(catalog, Ownership.Excluded.class)).containsExactly("schema_migrations", "web_sessions");
            assertThat(names(catalog, Ownership.ReferredTo.class)).containsExactly("blobs");
            assertThat(chains(catalog, "refund_line_taxes"))
                    .containsExactly("refund_line_taxes.refund_line_id -> refund_lines.id");
            assertThat(chains(catalog, "seat_allocations"))
                    .containsExactlyInAnyOrder(
                            "seat_allocations.reservation_id -> reservations.id",
                            "seat_allocations.waitlist_entry_id -> waitlist_entries.id",
                            "seat_allocations.seat_id -> seats.id");
            assertThat(chains(catalog, "users")).containsExactly("users.home_location_id -> locations.id");
            assertThat(chains(catalog, "attachments")).hasSize(4);
            assertThat(table(catalog, "notifications").rule()).isEqualTo(TableRule.QUEUE);
        }

        @Test
        void withoutTheFileEveryTableGetsAProposal() {
            Catalog catalog = bare().resolve(schema, probe());

            assertThat(catalog.unclassified().keySet().stream().map(OnAnEngine::lower))
                    .containsExactlyInAnyOrder(
                            "allergens",
                            "attachments",
                            "blobs",
                            "countries",
                            "plans",
                            "schema_migrations",
                            "seat_allocations");
            assertThat(catalog.unclassified().values()).allMatch(proposal -> proposal.isPresent());
            assertThat(messages(catalog, Finding.Kind.UNDECLARED_REFERENCE))
                    .extracting(message -> message.split("'")[1])
                    .containsExactlyInAnyOrder(
                            "audit_logs.actor_user_id",
                            "discounts.menu_item_ids",
                            "event_tickets.promo_code",
                            "notifications.payload",
                            "orders.items",
                            "orders.items",
                            "restaurants.settings",
                            "stock_audits.menu_item_id",
                            "tenant_events.actor_user_id",
                            "tenant_events.data");
            assertThat(messages(catalog, Finding.Kind.POLYMORPHIC_SUSPECTED)).hasSize(1);
            assertThat(messages(catalog, Finding.Kind.QUEUE_SUSPECTED)).hasSize(1);
            assertThat(messages(catalog, Finding.Kind.TRIGGER)).hasSize(2);
            assertThat(messages(catalog, Finding.Kind.UNIQUE_ACROSS)).isEmpty();
        }

        @Test
        void acceptedProposalsGiveTheSameOwnersAsTheFile() {
            Catalog accepted = bare().acceptingProposals().resolve(schema, probe());
            Catalog declared = catalog().resolve(schema, probe());

            accepted.requireComplete();
            for (String table : List.of("attachments", "blobs", "seat_allocations", "plans", "countries")) {
                assertThat(table(accepted, table).ownership().kind())
                        .as(table)
                        .isEqualTo(table(declared, table).ownership().kind());
                assertThat(chains(accepted, table))
                        .as(table)
                        .containsExactlyInAnyOrderElementsOf(chains(declared, table));
            }
        }

        @Test
        void aProposedFileIsCompleteOnceItIsRead() {
            String text = CatalogProposer.propose(schema, probe(), bare().declarations(), CatalogFormat.YAML);

            Catalog catalog = DeclaredCatalog.of(CatalogFile.parse(text, CatalogFormat.YAML))
                    .resolve(schema, probe());

            catalog.requireComplete();
            assertThat(catalog.findings()).extracting(Finding::message).isEmpty();
        }

        private static DeclaredCatalog bare() {
            return DeclaredCatalog.of(
                    CatalogDeclarations.builder().tenantTable("restaurants").build());
        }

        private static JdbcTenantDatabase platform(Engine engine, Product product) {
            TestDatabase database = engine.create();
            try (Connection connection = database.dataSource().getConnection()) {
                Platform.create(connection, product);
                Platform.fill(connection, product, Fill.of(3, 1_000));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return JdbcTenantDatabase.of(database.dataSource());
        }

        private static CatalogDeclarations declarations() {
            try (InputStream file = Platform.class.getResourceAsStream("platform-catalog.yaml")) {
                return CatalogFile.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), CatalogFormat.YAML);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static CatalogTable table(Catalog catalog, String name) {
            return catalog.tables().stream()
                    .filter(table -> lower(table.name()).equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private static List<String> chains(Catalog catalog, String name) {
            return table(catalog, name).ownership().chains().stream()
                    .map(chain -> chain.toString().toLowerCase(Locale.ROOT))
                    .toList();
        }

        private static List<String> names(Catalog catalog, Class<? extends Ownership> kind) {
            return catalog.tables().stream()
                    .filter(table -> kind.isInstance(table.ownership()))
                    .map(table -> lower(table.name()))
                    .toList();
        }

        private static List<String> messages(Catalog catalog, Finding.Kind kind) {
            return catalog.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .map(finding -> finding.message().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toList());
        }

        private static String lower(TableName table) {
            return table.name().toLowerCase(Locale.ROOT);
        }
    }
}
