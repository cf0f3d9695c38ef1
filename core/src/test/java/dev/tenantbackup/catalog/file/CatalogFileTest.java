// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.JsonReferenceDeclaration;
import dev.tenantbackup.catalog.OwnershipDeclaration;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TableName;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogFileTest {

    private static final String EVERYTHING = """
            version: 1
            tenant:
              table: restaurants
              key: id
              name: title
              column: [restaurant_id, resto_id]
              activeWhere: status = 'open'
              activeFlag: {column: active, active: true, inactive: false}
            strictColumns: true
            tables:
              users:
                owner: {column: restaurant_id, through: [home_id]}
                columns: {lock_version: monotonic, billing_id: live}
                unique: {email: suffix, token: mint}
                triggers:
                  touch: {owns: [updated_at]}
                  noise: harmless
              tickets:
                owner: {through: [seat_id, "order_shop,order_no"]}
                references:
                  - {column: [order_shop, order_no], to: "orders(shop, no)", name: ticket_order}
                  - {column: seat_id, to: seats, none: [0, ""]}
                polymorphic:
                  - {type: record_type, id: record_id, tables: {MenuItem: menu_items, Order: sales.orders}}
                json:
                  - {column: items, path: "$[*].id", to: menu_items(code)}
                text:
                  - {column: seat_ids, pattern: "*", to: seats}
                  - {column: link, pattern: /orders/*, to: orders}
                notReferences: external_id
                rule: Journal
                dirty: {seat_id: null, order_no: Keep, record_id: refuse}
              blobs:
                owner: referrers
                files:
                  - {column: storage_key, bytes: byte_size, sha256: checksum}
                  - {column: preview_key}
              codes: {owner: {where: "code LIKE :tenant || '-%'"}}
              countries: {shared: [code]}
              currencies: {shared: []}
              sessions: {excluded: of no use later}
              plain:
            accepted:
              users: [id, email]
              plain: []
            """;

    @Test
    void everyDeclarationIsRead() {
        CatalogDeclarations read = CatalogFile.parse(EVERYTHING, CatalogFormat.YAML);

        assertThat(read.tenantTable())
                .contains(RootDeclaration.of("restaurants")
                        .withKeyColumn("id")
                        .withNameColumn("title")
                        .withActiveWhere("status = 'open'")
                        .withActiveFlag("active", "true", "false"));
        assertThat(read.tenantColumns()).containsExactly("restaurant_id", "resto_id");
        assertThat(read.strictColumns()).isTrue();
        assertThat(read.acceptedSchema())
                .contains(Map.of(TableName.of("users"), Set.of("id", "email"), TableName.of("plain"), Set.of()));
        assertThat(read.table(TableName.of("users")))
                .isEqualTo(TableDeclaration.builder(TableName.of("users"))
                        .ownedByColumn("restaurant_id", "home_id")
                        .columnRule("lock_version", ColumnRule.MONOTONIC)
                        .columnRule("billing_id", ColumnRule.LIVE)
                        .uniqueRule("email", UniqueRule.SUFFIX)
                        .uniqueRule("token", UniqueRule.MINT)
                        .triggerRule("touch", TriggerRule.owns("updated_at"))
                        .triggerRule("noise", TriggerRule.harmless())
                        .build());
        assertThat(read.table(TableName.of("tickets")))
                .isEqualTo(TableDeclaration.builder(TableName.of("tickets"))
                        .ownedThrough("seat_id", "order_shop,order_no")
                        .reference(ReferenceDeclaration.of(
                                        List.of("order_shop", "order_no"),
                                        TableName.of("orders"),
                                        List.of("shop", "no"))
                                .named("ticket_order"))
                        .reference(ReferenceDeclaration.of("seat_id", "seats").withNone("0", ""))
                        .polymorphic(
                                "record_type", "record_id", Map.of("MenuItem", "menu_items", "Order", "sales.orders"))
                        .jsonReference(
                                new JsonReferenceDeclaration("items", "$[*].id", TableName.of("menu_items"), "code"))
                        .textReference("seat_ids", "*", "seats")
                        .textReference("link", "/orders/*", "orders")
                        .notReferences("external_id")
                        .rule(TableRule.JOURNAL)
                        .dirtyRule("seat_id", DirtyRule.NULL)
                        .dirtyRule("order_no", DirtyRule.KEEP)
                        .dirtyRule("record_id", DirtyRule.REFUSE)
                        .build());
        assertThat(read.table(TableName.of("blobs")))
                .isEqualTo(TableDeclaration.builder(TableName.of("blobs"))
                        .ownership(new OwnershipDeclaration.ByReferrers())
                        .file(new FileColumn("storage_key", "byte_size", "checksum"))
                        .file("preview_key")
                        .build());
        assertThat(read.table(TableName.of("codes")).ownership())
                .isEqualTo(new OwnershipDeclaration.Where("code LIKE :tenant || '-%'"));
        assertThat(read.table(TableName.of("currencies")).ownership())
                .isEqualTo(new OwnershipDeclaration.Shared(List.of()));
        assertThat(read.table(TableName.of("sessions")).ownership())
                .isEqualTo(new OwnershipDeclaration.Excluded("of no use later"));
        assertThat(read.tables()).containsKey(TableName.of("plain"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(CatalogFormat format) {
        CatalogDeclarations declarations = CatalogFile.parse(EVERYTHING, CatalogFormat.YAML);

        String text = CatalogFile.write(declarations, format);

        assertThat(CatalogFile.parse(text, format)).as(text).isEqualTo(declarations);
    }

    @ParameterizedTest
    @EnumSource
    void writingThenReadingIsIdentity(CatalogFormat format) {
        for (long seed = 1; seed <= 300; seed++) {
            CatalogDeclarations declarations = new RandomDeclarations(seed).declarations();
            String text = CatalogFile.write(declarations, format);
            assertThat(CatalogFile.parse(text, format))
                    .as("seed %d%n%s", seed, text)
                    .isEqualTo(declarations);
        }
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirLines() {
        String text = """
                tenent: {table: restaurants}
                tables:
                  orders:
                    refrences:
                      - {column: a, to: b}
                    rule: jurnal
                    json:
                      - {column: items, to: "menu_items("}
                    triggers: {touch: quiet}
                  orders: {rule: queue}
                  blobs: {owner: referrers, shared: [id]}
                  codes: {owner: sideways}
                  lists: {owner: {}}
                  excluded: {excluded: "  "}
                accepted: {a: b}
                undecided: [mystery]
                """;

        assertThatThrownBy(() -> CatalogFile.parse(text, CatalogFormat.YAML))
                .isInstanceOfSatisfying(
                        CatalogException.class,
                        failure -> assertThat(failure.all()).hasSize(13))
                .hasMessageContaining("line 1: the catalog has no field 'tenent'.")
                .hasMessageContaining("Did you mean 'tenant'?")
                .hasMessageContaining("line 4: table 'orders' has no field 'refrences'.")
                .hasMessageContaining("line 6: the rule of table 'orders' can't be 'jurnal'.")
                .hasMessageContaining("Did you mean 'journal'?")
                .hasMessageContaining("line 8: a JSON reference of table 'orders' lacks the field 'path'.")
                .hasMessageContaining("line 10: 'orders' is given a second time; it stands on line 3 already.")
                .hasMessageContaining("'blobs' is said to be several things at once")
                .hasMessageContaining("line 12: the owner of table 'codes' is not understood.")
                .hasMessageContaining("line 16: table 'mystery' is still undecided.");
    }

    @Test
    void whatIsNoDocumentIsRefusedWithItsLine() {
        assertThatThrownBy(() -> CatalogFile.parse("tables:\n  a: [1, 2\n  b: 3\n", CatalogFormat.YAML))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> CatalogFile.parse("{\"tables\":\n {\"a\": ]}", CatalogFormat.JSON))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> CatalogFile.parse("", CatalogFormat.YAML)).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> CatalogFile.parse("{} {}", CatalogFormat.JSON))
                .hasMessageContaining("something follows the end");
        assertThatThrownBy(() -> CatalogFile.parse("[]", CatalogFormat.JSON))
                .hasMessageContaining("the catalog must be a group of fields, not a list");
    }

    @Test
    void aliasesAreRefused() {
        assertThatThrownBy(() -> CatalogFile.parse("tables:\n  a: &x {rule: queue}\n  b: *x\n", CatalogFormat.YAML))
                .hasMessageContaining("line 3: an alias (*x)");
    }

    @Test
    void aFileThatIsNotThereIsAWrongRequest(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("catalog.json");
        assertThatThrownBy(() -> CatalogFile.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("There is no catalog file");

        Files.writeString(file, "{\"version\": 2}");
        assertThatThrownBy(() -> CatalogFile.read(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("written in version 2");
    }

    @Test
    void jsonNeedsNoYamlLibraryAndYamlSaysThatItDoes() throws Exception {
        List<URL> withoutYaml = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("yaml")) {
                withoutYaml.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(withoutYaml.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> file = loader.loadClass(CatalogFile.class.getName());
            Class<?> format = loader.loadClass(CatalogFormat.class.getName());
            var parse = file.getMethod("parse", String.class, format);

            assertThat(parse.invoke(null, "{}", format.getEnumConstants()[0])).isNotNull();
            assertThatThrownBy(() -> parse.invoke(null, "{}", format.getEnumConstants()[1]))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("the library for YAML is not on the class path")
                    .hasMessageContaining("jackson-dataformat-yaml");
        }
    }
}
