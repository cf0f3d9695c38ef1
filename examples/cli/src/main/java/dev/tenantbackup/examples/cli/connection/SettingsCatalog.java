// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog that the settings describe: the catalog file, options laid over it, and two conveniences that only a look
 * at the schema allows: the name column is {@code name} where there is one, and a simple condition for active tenants
 * also says how a tenant is made inactive.
 */
public final class SettingsCatalog implements TableCatalog {

    private static final int GUESSES = 3;

    private final Settings settings;
    private @Nullable Catalog resolved;

    public SettingsCatalog(Settings settings) {
        this.settings = settings;
    }

    /**
     * Classifies every table. A run asks several times: while the schema stays the same, so does the answer, and the
     * values are not looked at again.
     *
     * @throws InvalidRequestException if nothing says what a tenant is; the hint names likely tables
     */
    @Override
    public synchronized Catalog resolve(DatabaseSchema schema, SchemaProbe probe) {
        if (resolved == null || !resolved.schema().equals(schema)) {
            DeclaredCatalog catalog = DeclaredCatalog.of(declarations(schema));
            resolved = (settings.acceptProposals() ? catalog.acceptingProposals() : catalog).resolve(schema, probe);
        }
        return resolved;
    }

    /**
     * What file and options say, completed by a look at the schema.
     *
     * @throws InvalidRequestException if nothing says what a tenant is; the hint names likely tables
     */
    public CatalogDeclarations declarations(DatabaseSchema schema) {
        if (!settings.declaresTenants()) {
            throw undeclared(schema);
        }
        CatalogDeclarations said = said();
        // Which table is the root is told by keys alone: no need to look at values yet.
        return DeclaredCatalog.of(said)
                .resolve(schema, SchemaProbe.blind())
                .root()
                .flatMap(root -> completed(said, root, schema))
                .map(root -> said.toBuilder().tenantTable(root).build())
                .orElse(said);
    }

    /** What file and options say, before anybody looked at the schema. */
    private CatalogDeclarations said() {
        CatalogDeclarations.Builder builder =
                settings
                        .catalog()
                        .map(CatalogFile::read)
                        .orElseGet(() -> CatalogDeclarations.builder().build())
                        .toBuilder();
        if (settings.tenantTable() != null) {
            builder.tenantTable(settings.tenantTable());
        }
        if (settings.tenantColumn() != null) {
            builder.tenantColumn(settings.tenantColumn());
        }
        return builder.build();
    }

    /** The root table's declaration with what was not said of it, if there is anything to add. */
    private Optional<RootDeclaration> completed(
            CatalogDeclarations declarations, RootTable root, DatabaseSchema schema) {
        RootDeclaration before = declarations.tenantTable().orElseGet(() -> RootDeclaration.of(root.table()));
        TableSchema table = schema.table(root.table());
        RootDeclaration after = before;
        if (settings.nameColumn() != null) {
            after = after.withNameColumn(settings.nameColumn());
        } else if (after.nameColumn() == null) {
            after = after.withNameColumn(nameColumn(table));
        }
        if (settings.activeWhere() != null) {
            after = after.withActiveWhere(settings.activeWhere());
        }
        if (after.activeFlag() == null && after.activeWhere() != null) {
            RootTable.ActiveFlag flag =
                    ActiveCondition.flag(after.activeWhere(), table).orElse(null);
            if (flag != null) {
                after = after.withActiveFlag(flag.column(), flag.active(), flag.inactive());
            }
        }
        return after.equals(before) ? Optional.empty() : Optional.of(after);
    }

    private static @Nullable String nameColumn(TableSchema table) {
        return table.columns().stream()
                .filter(column -> column.form() == ValueForm.TEXT && !column.generated())
                .map(Column::name)
                .filter(name -> name.equalsIgnoreCase("name"))
                .findFirst()
                .orElse(null);
    }

    private static InvalidRequestException undeclared(DatabaseSchema schema) {
        List<TenantTableGuess> guesses = TenantTableGuess.among(schema, GUESSES);
        String hint = guesses.isEmpty()
                ? "Name the table with one row per tenant (--tenant-table), the column that holds the tenant's id"
                        + " elsewhere (--tenant-column), or a catalog file (--catalog)."
                : "Likely: "
                        + guesses.stream().map(TenantTableGuess::toString).collect(Collectors.joining("; or "))
                        + ".";
        return new InvalidRequestException(Problem.of("Nothing says what a tenant is in this database of "
                        + schema.tables().size() + " tables.")
                .withHint(hint));
    }
}
