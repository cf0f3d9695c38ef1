// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.RemapPlanner;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FileColumnsTest {

    private static final TableName BLOBS = TableName.of("blobs");

    private static Catalog resolve(Consumer<TableDeclaration.Builder> blobs) {
        SchemaBuilder schema = SchemaBuilder.schema()
                .table("restaurants", table -> table.id().text("name"))
                .table(
                        "blobs",
                        table -> table.id()
                                .refers("restaurant_id", "restaurants")
                                .text("storage_key")
                                .text("checksum")
                                .number("byte_size")
                                .unique("storage_key"))
                .table("icons", table -> table.id().text("key"));
        CatalogDeclarations declarations = CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .table("blobs", blobs::accept)
                .table("icons", table -> table.shared("key"))
                .build();
        return DeclaredCatalog.of(declarations).resolve(schema.build(), SchemaProbe.blind());
    }

    @Test
    void areFoundUnderTheDatabasesNames() {
        Catalog catalog = resolve(table -> table.file(new FileColumn("STORAGE_KEY", "Byte_Size", "checksum")));

        assertThat(catalog.table(BLOBS).files())
                .containsExactly(new FileColumn("storage_key", "byte_size", "checksum"));
    }

    @Test
    void getNewKeysWithoutAnyRuleBeingAskedFor() {
        Catalog catalog = resolve(table -> table.file("storage_key"));

        assertThat(catalog.findings()).isEmpty();
        assertThat(catalog.table(BLOBS).uniqueRules()).isEmpty();
        assertThat(RemapPlanner.plan(catalog).of(BLOBS))
                .containsEntry("storage_key", new ColumnRewrite.FileKeys(null, null, List.of()));
    }

    @Test
    void followADeclaredRule() {
        Catalog catalog = resolve(table -> table.file("storage_key").uniqueRule("storage_key", UniqueRule.SUFFIX));

        assertThat(RemapPlanner.plan(catalog).of(BLOBS))
                .containsEntry("storage_key", new ColumnRewrite.FileKeys(UniqueRule.SUFFIX, null, List.of()));
    }

    @Test
    void thatCannotHoldKeysAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> resolve(table -> table.file("byte_size")
                        .file("storage_ky")
                        .file("storage_key")
                        .file(new FileColumn("storage_key", "checksum", null))))
                .isInstanceOfSatisfying(
                        CatalogException.class,
                        failure -> assertThat(failure.all())
                                .extracting(Problem::message)
                                .satisfiesExactlyInAnyOrder(
                                        text -> assertThat(text).contains("'byte_size'", "can't hold keys of files"),
                                        text -> assertThat(text).contains("no column 'storage_ky'"),
                                        text -> assertThat(text).contains("'checksum'", "can't hold sizes of files"),
                                        text -> assertThat(text).contains("said to hold keys of files twice")));
    }

    @Test
    void neverKeepTheirKeysInACopy() {
        assertThatThrownBy(() -> resolve(table -> table.file("storage_key").uniqueRule("storage_key", UniqueRule.KEEP)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("two tenants would share files");
    }

    @Test
    void ofNobodysRowsAreRefused() {
        assertThatThrownBy(() -> resolve(table -> table.excluded("elsewhere").file("storage_key")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("its rows are no tenant's (excluded)");
    }
}
