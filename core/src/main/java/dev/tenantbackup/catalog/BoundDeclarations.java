// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Declarations that fit a schema: all names exist and are spelled as the database does.
 *
 * @param root the table with one row per tenant, if there is one
 * @param tenantColumns names of the tenant column, in any case
 * @param tables what is said of single tables
 */
record BoundDeclarations(
        @Nullable RootTable root, List<String> tenantColumns, Map<TableName, TableDeclaration> tables) {

    TableDeclaration table(TableName name) {
        TableDeclaration declared = tables.get(name);
        return declared == null ? TableDeclaration.none(name) : declared;
    }

    boolean isRoot(TableName name) {
        return root != null && root.table().equals(name);
    }

    /** The column by which the table's rows name their tenant, by its name alone. */
    Optional<Column> tenantColumn(TableSchema table) {
        return tenantColumns.stream()
                .flatMap(name -> SchemaIndex.find(table, name).stream())
                .findFirst();
    }
}
