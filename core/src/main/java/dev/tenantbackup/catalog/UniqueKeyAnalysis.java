// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells which unique keys of an owned table hold within each tenant and which across all of them, and finds a rule for
 * the latter.
 *
 * <p>A key is within the tenant if one of its columns gets another value whenever the rows become another tenant's: the
 * tenant column, a reference to an owned table, the key of a file, or the table's own key where the database or we allocate it. Such a
 * column must not be NULL, unless rows with NULL don't collide anyway. A primary key of several columns needs no rule: one
 * of them follows a reference or is allocated.
 */
final class UniqueKeyAnalysis {

    private final Predicate<TableName> isOwned;
    private final Map<String, UniqueRule> rules = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private UniqueKeyAnalysis(Predicate<TableName> isOwned) {
        this.isOwned = isOwned;
    }

    /** Looks at all keys of one owned table. */
    static UniqueKeyAnalysis of(
            TableSchema table,
            Ownership ownership,
            List<Reference> references,
            Map<String, UniqueRule> declared,
            List<FileColumn> files,
            Predicate<TableName> isOwned) {
        UniqueKeyAnalysis analysis = new UniqueKeyAnalysis(isOwned);
        analysis.rules.putAll(declared);
        Set<String> changing = analysis.changingColumns(table, ownership, references);
        files.forEach(file -> changing.add(file.column()));
        Set<String> referring = new HashSet<>();
        references.forEach(reference -> referring.addAll(reference.columns()));
        Stream<UniqueKey> singleKey =
                table.key().stream().filter(key -> key.columns().size() == 1);
        Stream.concat(singleKey, table.uniqueKeys().stream())
                .filter(key -> !analysis.isWithin(key, table, changing, references))
                .filter(key -> !analysis.isSettled(key))
                .forEach(key -> analysis.settle(key, table, referring));
        return analysis;
    }

    /** The declared rules, and those that follow from the columns' kinds. */
    Map<String, UniqueRule> rules() {
        return rules;
    }

    /** Keys across tenants that only a person can find a rule for. */
    List<Finding> findings() {
        return findings;
    }

    private Set<String> changingColumns(TableSchema table, Ownership ownership, List<Reference> references) {
        Set<String> changing = new HashSet<>();
        if (ownership instanceof Ownership.ByColumn byColumn) {
            changing.add(byColumn.column());
        }
        if (ownership instanceof Ownership.Root root) {
            changing.add(root.keyColumn());
        }
        if (table.keyColumns().size() == 1
                && isAllocated(table.column(table.keyColumns().get(0)))) {
            changing.addAll(table.keyColumns());
        }
        references.stream()
                .filter(reference ->
                        reference.columns().size() == 1 && reference.none().isEmpty())
                .filter(reference -> references.stream()
                        .filter(other -> other.columns().equals(reference.columns()))
                        .allMatch(other -> isOwned.test(other.parent())))
                .forEach(reference -> changing.addAll(reference.columns()));
        return changing;
    }

    private boolean isWithin(UniqueKey key, TableSchema table, Set<String> changing, List<Reference> references) {
        if (key.columns().isEmpty()) {
            return false;
        }
        Predicate<String> counts =
                column -> key.nullsDistinct() || !table.column(column).nullable();
        boolean byColumn = key.columns().stream().filter(counts).anyMatch(changing::contains);
        return byColumn
                || references.stream()
                        .filter(reference -> reference.columns().size() > 1
                                && reference.condition().isEmpty()
                                && reference.none().isEmpty()
                                && isOwned.test(reference.parent()))
                        .anyMatch(reference -> key.columns().containsAll(reference.columns())
                                && reference.columns().stream().allMatch(counts));
    }

    private boolean isSettled(UniqueKey key) {
        return key.columns().isEmpty()
                ? !rules.isEmpty()
                : key.columns().stream().anyMatch(rules::containsKey);
    }

    private void settle(UniqueKey key, TableSchema table, Set<String> referring) {
        List<Column> columns = key.columns().stream()
                .filter(column -> !referring.contains(column))
                .map(table::column)
                .filter(column -> !column.generated())
                .toList();
        Optional<Column> minted =
                columns.stream().filter(UniqueKeyAnalysis::canBeMinted).findFirst();
        Optional<Column> suffixed =
                columns.stream().filter(Column::holdsCharacters).reduce((earlier, later) -> later);
        if (minted.isPresent()) {
            rules.put(minted.get().name(), UniqueRule.MINT);
        } else if (suffixed.isPresent()) {
            rules.put(suffixed.get().name(), UniqueRule.SUFFIX);
        } else {
            findings.add(Finding.of(
                    Finding.Kind.UNIQUE_ACROSS,
                    table.name(),
                    key.columns().isEmpty()
                            ? "Unique index '" + key.name() + "' of table '" + table.name()
                                    + "' is over an expression and may span tenants."
                            : "Unique key '" + key.name() + "' (" + String.join(", ", key.columns()) + ") of table '"
                                    + table.name() + "' spans tenants and no rule says what a second copy gets.",
                    "Declare a unique rule for one of its columns: suffix, mint, null or keep."));
        }
    }

    private static boolean isAllocated(Column column) {
        return column.isNumberedByDatabase() || column.form() == ValueForm.UUID;
    }

    private static boolean canBeMinted(Column column) {
        return column.form() == ValueForm.UUID
                || (NamingConventions.looksLikeToken(column.name())
                        && (column.holdsCharacters() || column.form() == ValueForm.BINARY));
    }
}
