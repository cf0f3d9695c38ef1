// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.upgrade.RowUpgrade;
import dev.tenantbackup.upgrade.StepBuilder;
import dev.tenantbackup.upgrade.UpgradeStep;
import dev.tenantbackup.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a host says of its database: what discovery can't know, and what overrides it.
 *
 * <p>Names are written as the database spells them. A name that exists nowhere in that spelling, and once in another
 * case, is taken as that one: a catalog can serve a database that folds names to upper case and one that folds them to
 * lower case. Contradictions with the schema are found when the catalog is resolved.
 *
 * @param root the table with one row per tenant; null: taken from the tenant column's foreign keys, and where they lead
 *     nowhere there is none
 * @param tenantColumns names of the column that carries the tenant's key, the first that a table has counts; empty:
 *     taken from the root table's name ({@code restaurants}: {@code restaurant_id})
 * @param tables what is said of single tables
 * @param accepted the tables with their columns that existed when a person accepted the catalog; null if nobody
 *     recorded them
 * @param strictColumns whether a table or column that came since is refused, rather than a finding
 * @param upgrades how rows of older releases become rows of this one
 */
public record CatalogDeclarations(
        @Nullable RootDeclaration root,
        List<String> tenantColumns,
        Map<TableName, TableDeclaration> tables,
        @Nullable Map<TableName, Set<String>> accepted,
        boolean strictColumns,
        Upgrades upgrades) {

    public CatalogDeclarations {
        Objects.requireNonNull(upgrades, "upgrades");
        tenantColumns = List.copyOf(tenantColumns);
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        if (accepted != null) {
            Map<TableName, Set<String>> copy = new TreeMap<>();
            accepted.forEach((table, columns) -> copy.put(table, Collections.unmodifiableSet(new TreeSet<>(columns))));
            accepted = Collections.unmodifiableMap(copy);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public Optional<RootDeclaration> tenantTable() {
        return Optional.ofNullable(root);
    }

    /** What is said of a table; a declaration that says nothing where nothing is. */
    public TableDeclaration table(TableName table) {
        TableDeclaration declared = tables.get(table);
        return declared == null ? TableDeclaration.none(table) : declared;
    }

    public Optional<Map<TableName, Set<String>>> acceptedSchema() {
        return Optional.ofNullable(accepted);
    }

    /** The same declarations, with every table and column of this schema recorded as known. */
    public CatalogDeclarations accepting(DatabaseSchema schema) {
        Map<TableName, Set<String>> known = new TreeMap<>();
        schema.tables()
                .forEach(table -> known.put(
                        table.name(), table.columns().stream().map(Column::name).collect(Collectors.toSet())));
        return new CatalogDeclarations(root, tenantColumns, tables, known, strictColumns, upgrades);
    }

    /** A builder that starts with everything said here: how options of a command line are laid over a file. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.root = root;
        builder.tenantColumns.addAll(tenantColumns);
        builder.tables.putAll(tables);
        builder.accepted = accepted;
        builder.strictColumns = strictColumns;
        builder.upgrades = upgrades;
        return builder;
    }

    /** Gathers declarations. For one thread; names are checked later, against the schema. */
    public static final class Builder {

        private @Nullable RootDeclaration root;
        private final List<String> tenantColumns = new ArrayList<>();
        private final Map<TableName, TableDeclaration> tables = new TreeMap<>();
        private @Nullable Map<TableName, Set<String>> accepted;
        private boolean strictColumns;
        private Upgrades upgrades = Upgrades.NONE;

        private Builder() {}

        /** The table with one row per tenant, its id being the single-column primary key. */
        public Builder tenantTable(String table) {
            return tenantTable(RootDeclaration.of(table));
        }

        public Builder tenantTable(RootDeclaration value) {
            root = Objects.requireNonNull(value, "value");
            return this;
        }

        /** The names of the tenant column, instead of any said before; of several the first that a table has counts. */
        public Builder tenantColumn(String... names) {
            tenantColumns.clear();
            tenantColumns.addAll(List.of(names));
            return this;
        }

        /** Says something of a table, in addition to what was said of it before. */
        public Builder table(String table, Consumer<TableDeclaration.Builder> declaration) {
            TableName name = TableName.parse(table);
            TableDeclaration before = tables.get(name);
            TableDeclaration.Builder builder = before == null ? TableDeclaration.builder(name) : before.toBuilder();
            declaration.accept(builder);
            return table(builder.build());
        }

        /** Says this of a table, instead of anything said of it before. */
        public Builder table(TableDeclaration declaration) {
            tables.put(declaration.table(), declaration);
            return this;
        }

        /** The tables with their columns that a person has seen and accepted. */
        public Builder accepted(Map<TableName, ? extends Set<String>> known) {
            accepted = new TreeMap<>(known);
            return this;
        }

        /** Refuses tables and columns that came since the catalog was accepted, instead of listing them. */
        public Builder strictColumns() {
            strictColumns = true;
            return this;
        }

        /** One more step of the host's history, newer than all others. */
        public Builder upgrade(UpgradeStep step) {
            upgrades = upgrades.then(step);
            return this;
        }

        /**
         * One more step, which the schemas alone choose: each of its changes applies to an archive that is as before it, if
         * the database is as after it.
         */
        public Builder upgrade(Consumer<StepBuilder> changes) {
            return upgrade(StepBuilder.bySchema(), changes);
        }

        /** One more step, which leads from one recorded schema head to another. */
        public Builder upgrade(String from, String to, Consumer<StepBuilder> changes) {
            return upgrade(StepBuilder.between(from, to), changes);
        }

        private Builder upgrade(StepBuilder step, Consumer<StepBuilder> changes) {
            changes.accept(step);
            return upgrade(step.build());
        }

        /** What changes by that name do to a row. */
        public Builder rowUpgrade(String name, RowUpgrade upgrade) {
            upgrades = upgrades.with(name, upgrade);
            return this;
        }

        public CatalogDeclarations build() {
            return new CatalogDeclarations(root, tenantColumns, tables, accepted, strictColumns, upgrades);
        }
    }
}
