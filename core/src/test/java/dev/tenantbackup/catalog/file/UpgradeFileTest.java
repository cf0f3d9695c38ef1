// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.upgrade.Conversion;
import dev.tenantbackup.upgrade.ReadyConversion;
import dev.tenantbackup.upgrade.StepBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpgradeFileTest {

    private static final String HISTORY = """
            version: 1
            tenant: {table: restaurants}
            upgrades:
              - from: "3"
                to: "4"
                changes:
                  - {renameTable: dishes, to: sales.menu_items}
                  - {renameColumn: orders.total, to: total_cents}
                  - {default: orders.currency, value: EUR}
                  - {dropTable: coupons, because: nobody used them}
                  - {dropColumn: sales.menu_items.note, because: nobody read it}
              - to: "5"
                changes:
                  - {convert: orders.price, with: Round}
                  - {convert: orders.state, words: {open: "1", closed: "2"}}
                  - {changeKey: pins}
              - changes:
                  - {transform: guests, from: [full_name], to: [first_name, last_name], with: splitName}
            """;

    @Test
    void everyChangeIsRead() {
        CatalogDeclarations read = CatalogFile.parse(HISTORY, CatalogFormat.YAML);

        assertThat(read.upgrades().steps())
                .containsExactly(
                        StepBuilder.between("3", "4")
                                .renameTable("dishes", "sales.menu_items")
                                .renameColumn("orders", "total", "total_cents")
                                .defaultValue("orders", "currency", "EUR")
                                .dropTable("coupons", "nobody used them")
                                .dropColumn("sales.menu_items", "note", "nobody read it")
                                .build(),
                        StepBuilder.to("5")
                                .convert("orders", "price", ReadyConversion.ROUND)
                                .convert("orders", "state", Conversion.words(Map.of("open", "1", "closed", "2")))
                                .changeKey("pins")
                                .build(),
                        StepBuilder.bySchema()
                                .transform(
                                        "guests", List.of("full_name"), List.of("first_name", "last_name"), "splitName")
                                .build());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(CatalogFormat format) {
        CatalogDeclarations read = CatalogFile.parse(HISTORY, CatalogFormat.YAML);

        assertThat(CatalogFile.parse(CatalogFile.write(read, format), format)).isEqualTo(read);
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        String wrong = """
                version: 1
                tenant: {table: restaurants}
                upgrades:
                  - from: "3"
                    changes: []
                  - changes:
                      - {renameColumn: total, to: total_cents}
                      - {renameTable: dishes}
                      - {dropColumn: orders.note, because: ""}
                      - {convert: orders.price, with: roughly}
                      - {renam: orders}
                """;

        assertThatThrownBy(() -> CatalogFile.parse(wrong, CatalogFormat.YAML))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("needs the field 'to'")
                .hasMessageContaining("'total' is no column's name")
                .hasMessageContaining("lacks the field 'to'")
                .hasMessageContaining("dropped without a reason")
                .hasMessageContaining("can't be 'roughly'")
                .hasMessageContaining("names no kind");
    }
}
