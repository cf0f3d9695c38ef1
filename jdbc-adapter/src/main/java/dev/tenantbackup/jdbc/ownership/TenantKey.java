// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** A tenant's id as a parameter of the type of the column it is compared with. */
final class TenantKey {

    private final Dialect dialect;
    private final Catalog catalog;
    private final TenantId tenant;

    TenantKey(Dialect dialect, Catalog catalog, TenantId tenant) {
        this.dialect = dialect;
        this.catalog = catalog;
        this.tenant = tenant;
    }

    /**
     * The id, to be compared with this column.
     *
     * @throws NotFoundException if no value of the column has this text: then there is no such tenant
     */
    Field<?> in(Column column) {
        return dialect.comparand(column, tenant.value())
                .orElseThrow(() -> new NotFoundException(
                        Problem.of("There is no tenant '" + tenant + "': tenants are named by column '" + column.name()
                                        + "' of type " + column.type() + ".")
                                .withHint("give the id exactly as the database prints it")
                                .withTenant(tenant)));
    }

    /** The id in the type of the tenants' own key, for conditions that a host wrote. */
    Field<?> byItself() {
        return tenantColumn(catalog).<Field<?>>map(this::in).orElseGet(() -> DSL.val(tenant.value()));
    }

    /** An id that is a text in the statement, in the type of the tenants' own key. */
    static Field<?> of(Catalog catalog, Dialect dialect, Field<String> text) {
        return tenantColumn(catalog)
                .<Field<?>>map(column ->
                        dialect.isCharacter(column) ? dialect.characters(column, text) : dialect.fromText(column, text))
                .orElse(text);
    }

    private static Optional<Column> tenantColumn(Catalog catalog) {
        return catalog.root()
                .flatMap(root ->
                        catalog.find(root.table()).map(table -> table.schema().column(root.keyColumn())))
                .or(() -> catalog.tables().stream()
                        .flatMap(table -> namingColumn(table).stream())
                        .findFirst());
    }

    private static Optional<Column> namingColumn(CatalogTable table) {
        return table.ownership() instanceof Ownership.ByColumn byColumn
                ? Optional.of(table.schema().column(byColumn.column()))
                : Optional.empty();
    }
}
