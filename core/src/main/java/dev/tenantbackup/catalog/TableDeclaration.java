// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a host says of one table. Everything not said is taken from the schema.
 *
 * @param table its name
 * @param ownership whose its rows are; null: what the schema proves
 * @param references references that the database does not know
 * @param polymorphic pairs of columns that name a parent row
 * @param jsonReferences ids inside its documents, arrays and texts
 * @param notReferences columns that look like references and are none, so that nobody is asked again
 * @param rule what a restore may do to its rows; null: {@link TableRule#REPLACE}, and a suspected queue is a finding
 * @param columnRules by column
 * @param uniqueRules by column
 * @param triggerRules by trigger name
 * @param dirtyRules what becomes of dirty references, by one of their columns
 * @param files columns that hold keys of files outside of the database
 */
public record TableDeclaration(
        TableName table,
        @Nullable OwnershipDeclaration ownership,
        List<ReferenceDeclaration> references,
        List<PolymorphicDeclaration> polymorphic,
        List<JsonReferenceDeclaration> jsonReferences,
        Set<String> notReferences,
        @Nullable TableRule rule,
        Map<String, ColumnRule> columnRules,
        Map<String, UniqueRule> uniqueRules,
        Map<String, TriggerRule> triggerRules,
        Map<String, DirtyRule> dirtyRules,
        List<FileColumn> files) {

    public TableDeclaration {
        Objects.requireNonNull(table, "table");
        references = List.copyOf(references);
        polymorphic = List.copyOf(polymorphic);
        jsonReferences = List.copyOf(jsonReferences);
        notReferences = Collections.unmodifiableSet(new TreeSet<>(notReferences));
        columnRules = Collections.unmodifiableMap(new TreeMap<>(columnRules));
        uniqueRules = Collections.unmodifiableMap(new TreeMap<>(uniqueRules));
        triggerRules = Collections.unmodifiableMap(new TreeMap<>(triggerRules));
        dirtyRules = Collections.unmodifiableMap(new TreeMap<>(dirtyRules));
        files = List.copyOf(files);
    }

    public static Builder builder(TableName table) {
        return new Builder(table);
    }

    /** Nothing said of the table. */
    static TableDeclaration none(TableName table) {
        return builder(table).build();
    }

    public Optional<OwnershipDeclaration> declaredOwnership() {
        return Optional.ofNullable(ownership);
    }

    public Optional<TableRule> declaredRule() {
        return Optional.ofNullable(rule);
    }

    /** A builder that starts with everything said here. */
    public Builder toBuilder() {
        Builder builder = new Builder(table);
        builder.ownership = ownership;
        builder.references.addAll(references);
        builder.polymorphic.addAll(polymorphic);
        builder.jsonReferences.addAll(jsonReferences);
        builder.notReferences.addAll(notReferences);
        builder.rule = rule;
        builder.columnRules.putAll(columnRules);
        builder.uniqueRules.putAll(uniqueRules);
        builder.triggerRules.putAll(triggerRules);
        builder.dirtyRules.putAll(dirtyRules);
        builder.files.addAll(files);
        return builder;
    }

    /** Gathers what is said of one table. For one thread; names are checked later, against the schema. */
    public static final class Builder {

        private final TableName table;
        private @Nullable OwnershipDeclaration ownership;
        private final List<ReferenceDeclaration> references = new ArrayList<>();
        private final List<PolymorphicDeclaration> polymorphic = new ArrayList<>();
        private final List<JsonReferenceDeclaration> jsonReferences = new ArrayList<>();
        private final Set<String> notReferences = new TreeSet<>();
        private @Nullable TableRule rule;
        private final Map<String, ColumnRule> columnRules = new TreeMap<>();
        private final Map<String, UniqueRule> uniqueRules = new TreeMap<>();
        private final Map<String, TriggerRule> triggerRules = new TreeMap<>();
        private final Map<String, DirtyRule> dirtyRules = new TreeMap<>();
        private final List<FileColumn> files = new ArrayList<>();

        private Builder(TableName table) {
            this.table = Objects.requireNonNull(table, "table");
        }

        /** Whose the rows are; the methods below say the same in words. The last one said counts. */
        public Builder ownership(OwnershipDeclaration value) {
            ownership = Objects.requireNonNull(value, "value");
            return this;
        }

        /** The row names its tenant in this column. */
        public Builder ownedByColumn(String column) {
            return ownership(new OwnershipDeclaration.ByColumn(column, List.of()));
        }

        /** The row names its tenant in this column, and where that is NULL any of the steps decides. */
        public Builder ownedByColumn(String column, String... elseThrough) {
            return ownership(new OwnershipDeclaration.ByColumn(column, List.of(elseThrough)));
        }

        /**
         * The row is the tenant's if any of these steps leads to a row of the tenant.
         *
         * @param steps names of foreign keys or declared references, or their columns joined by a comma
         */
        public Builder ownedThrough(String... steps) {
            return ownership(new OwnershipDeclaration.Through(List.of(steps)));
        }

        /** The row is the tenant's if a row of the tenant points at it. */
        public Builder ownedByReferrers() {
            return ownership(new OwnershipDeclaration.ByReferrers());
        }

        /** The row is the tenant's if this SQL condition holds; {@code :tenant} stands for the tenant's key. */
        public Builder ownedWhere(String sql) {
            return ownership(new OwnershipDeclaration.Where(sql));
        }

        /** Reference data of all tenants, found again by these columns where keys differ. */
        public Builder shared(String... naturalKey) {
            return ownership(new OwnershipDeclaration.Shared(List.of(naturalKey)));
        }

        /** Left out on purpose. */
        public Builder excluded(String reason) {
            return ownership(new OwnershipDeclaration.Excluded(reason));
        }

        public Builder reference(ReferenceDeclaration reference) {
            references.add(reference);
            return this;
        }

        /** The column holds the primary key of the parent. */
        public Builder reference(String column, String parent) {
            return reference(ReferenceDeclaration.of(column, parent));
        }

        public Builder polymorphic(PolymorphicDeclaration pair) {
            polymorphic.add(pair);
            return this;
        }

        /** The pair of columns names the parent row: for each value of the type column, the table it stands for. */
        public Builder polymorphic(String typeColumn, String idColumn, Map<String, String> tables) {
            Map<String, TableName> parents = new TreeMap<>();
            tables.forEach((value, parent) -> parents.put(value, TableName.parse(parent)));
            return polymorphic(new PolymorphicDeclaration(typeColumn, idColumn, parents));
        }

        public Builder jsonReference(JsonReferenceDeclaration reference) {
            jsonReferences.add(reference);
            return this;
        }

        /** The document holds primary keys of the parent at that path. */
        public Builder jsonReference(String column, String path, String parent) {
            return jsonReference(new JsonReferenceDeclaration(column, path, TableName.parse(parent), null));
        }

        /**
         * The text holds primary keys of the parent.
         *
         * @param pattern {@code *} stands for a key, the rest literally: {@code /orders/*}; a lone {@code *} is every
         *     word, as in an array or a list
         */
        public Builder textReference(String column, String pattern, String parent) {
            return jsonReference(new JsonReferenceDeclaration(column, pattern, TableName.parse(parent), null));
        }

        /** These columns look like references and are none. */
        public Builder notReferences(String... columns) {
            notReferences.addAll(List.of(columns));
            return this;
        }

        public Builder rule(TableRule value) {
            rule = Objects.requireNonNull(value, "value");
            return this;
        }

        public Builder columnRule(String column, ColumnRule value) {
            columnRules.put(column, value);
            return this;
        }

        public Builder uniqueRule(String column, UniqueRule value) {
            uniqueRules.put(column, value);
            return this;
        }

        public Builder triggerRule(String trigger, TriggerRule value) {
            triggerRules.put(trigger, value);
            return this;
        }

        /** What becomes of references in this column that lead to another tenant's row, or to none. */
        public Builder dirtyRule(String column, DirtyRule value) {
            dirtyRules.put(column, value);
            return this;
        }

        /** The column holds keys of files outside of the database. */
        public Builder file(String column) {
            return file(FileColumn.of(column));
        }

        public Builder file(FileColumn file) {
            files.add(file);
            return this;
        }

        public TableDeclaration build() {
            return new TableDeclaration(
                    table,
                    ownership,
                    references,
                    polymorphic,
                    jsonReferences,
                    notReferences,
                    rule,
                    columnRules,
                    uniqueRules,
                    triggerRules,
                    dirtyRules,
                    files);
        }
    }
}
