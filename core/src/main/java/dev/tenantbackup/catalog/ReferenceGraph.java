// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All references of a schema, those the database enforces and those that were declared, from both ends. */
final class ReferenceGraph {

    private final Map<TableName, List<Reference>> from = new HashMap<>();
    private final Map<TableName, List<Reference>> to = new HashMap<>();
    private final SchemaIndex index;

    ReferenceGraph(SchemaIndex index, BoundDeclarations declarations) {
        this.index = index;
        index.schema().tables().forEach(table -> add(table, declarations));
        index.schema().neighbours().forEach(table -> add(table, declarations));
    }

    private void add(TableSchema table, BoundDeclarations declarations) {
        List<Reference> references = referencesOf(table, declarations.table(table.name()));
        from.put(table.name(), references);
        references.forEach(reference -> to.computeIfAbsent(reference.parent(), parent -> new ArrayList<>())
                .add(reference));
    }

    /** What the table refers to: foreign keys first. */
    List<Reference> from(TableName table) {
        return from.getOrDefault(table, List.of());
    }

    /** What refers to the table, in the order of the referring tables' names. */
    List<Reference> to(TableName table) {
        return to.getOrDefault(table, List.of());
    }

    /** Whether every row must have it and the database sees to that: then the parent's owner is the row's. */
    boolean isProof(Reference reference) {
        return reference.enforced()
                && !reference.isSelfReference()
                && !reference.isOptional(index.table(reference.table()));
    }

    /** The foreign keys that may lead on where the tenant column by which a table is claimed is NULL. */
    List<Reference> besideTenantColumn(Claim claim) {
        return claim.settled() instanceof Ownership.ByColumn byColumn
                ? from(claim.table()).stream()
                        .filter(reference ->
                                reference.enforced() && !reference.columns().contains(byColumn.column()))
                        .toList()
                : List.of();
    }

    /** The references that a step of a declared chain means: by name, or by columns joined with commas. */
    List<Reference> step(TableName table, String step) {
        List<String> columns = List.of(step.replace(" ", "").split(","));
        List<Reference> named = from(table).stream()
                .filter(reference -> reference.name().equalsIgnoreCase(step))
                .toList();
        return named.isEmpty()
                ? from(table).stream()
                        .filter(reference -> sameIgnoringCase(reference.columns(), columns))
                        .toList()
                : named;
    }

    /** What a step of a chain from this table may be called, for a message. */
    Set<String> steps(TableName table) {
        Set<String> steps = new LinkedHashSet<>();
        from(table).forEach(reference -> steps.add(String.join(",", reference.columns())));
        return steps;
    }

    /** One reference for each case of a polymorphic pair. */
    static List<Reference> casesOf(TableName table, PolymorphicDeclaration pair, SchemaIndex index) {
        return pair.tables().entrySet().stream()
                .map(each -> new Reference(
                        pair.idColumn() + "_as_" + each.getKey(),
                        table,
                        List.of(pair.idColumn()),
                        each.getValue(),
                        index.table(each.getValue()).keyColumns(),
                        new Reference.Condition(pair.typeColumn(), each.getKey()),
                        false,
                        Set.of()))
                .toList();
    }

    private List<Reference> referencesOf(TableSchema table, TableDeclaration declared) {
        List<Reference> references = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            references.add(new Reference(
                    free(key.name(), names),
                    table.name(),
                    key.columns(),
                    key.parent(),
                    key.parentColumns(),
                    null,
                    true,
                    noneOf(key, declared)));
        }
        for (ReferenceDeclaration each : declared.references()) {
            boolean known = table.foreignKeys().stream().anyMatch(key -> isSame(key, each));
            if (!known) {
                String name = each.givenName()
                        .orElse(String.join("_", each.columns()) + "_to_"
                                + each.parent().name());
                references.add(new Reference(
                        free(name, names),
                        table.name(),
                        each.columns(),
                        each.parent(),
                        each.parentColumns(),
                        null,
                        false,
                        each.none()));
            }
        }
        declared.polymorphic().forEach(pair -> references.addAll(casesOf(table.name(), pair, index)));
        return references;
    }

    private static Set<String> noneOf(ForeignKey key, TableDeclaration declared) {
        Set<String> none = new TreeSet<>();
        declared.references().stream().filter(each -> isSame(key, each)).forEach(each -> none.addAll(each.none()));
        return none;
    }

    private static boolean isSame(ForeignKey key, ReferenceDeclaration declared) {
        return key.columns().equals(declared.columns())
                && key.parent().equals(declared.parent())
                && key.parentColumns().equals(declared.parentColumns());
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static boolean sameIgnoringCase(List<String> some, List<String> others) {
        return some.size() == others.size() && String.join(",", some).equalsIgnoreCase(String.join(",", others));
    }
}
