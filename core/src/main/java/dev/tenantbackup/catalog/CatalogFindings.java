// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know of an owned table before trusting a backup of it. */
final class CatalogFindings {

    private final BoundDeclarations declarations;
    private final SuspectedReferences suspected;
    private final SuspectedDocumentIds documentIds;

    CatalogFindings(BoundDeclarations declarations, SuspectedReferences suspected, SuspectedDocumentIds documentIds) {
        this.declarations = declarations;
        this.suspected = suspected;
        this.documentIds = documentIds;
    }

    List<Finding> of(CatalogTable table) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(undeclaredReferences(table));
        findings.addAll(undeclaredLists(table));
        findings.addAll(undeclaredDocumentIds(table));
        findings.addAll(undeclaredPairs(table));
        findings.addAll(undeclaredTriggers(table));
        queue(table).ifPresent(findings::add);
        return findings;
    }

    private List<Finding> undeclaredReferences(CatalogTable table) {
        return suspected.references(table.schema()).stream()
                .filter(reference -> !table.references().contains(reference))
                .map(reference -> Finding.of(
                        Finding.Kind.UNDECLARED_REFERENCE,
                        table.name(),
                        "Column '" + table.name() + "." + reference.columns().get(0) + "' looks like a reference to '"
                                + reference.parent() + "."
                                + reference.parentColumns().get(0)
                                + "', by its name and its values; the database knows of none.",
                        "Declare the reference, or list the column under notReferences."))
                .toList();
    }

    private List<Finding> undeclaredLists(CatalogTable table) {
        return suspected.lists(table.schema()).stream()
                .filter(list -> table.jsonReferences().stream()
                        .noneMatch(reference -> reference.column().equals(list.column())))
                .map(list -> Finding.of(
                        Finding.Kind.UNDECLARED_REFERENCE,
                        table.name(),
                        "Column '" + table.name() + "." + list.column() + "' looks like a list of ids of '"
                                + list.parent() + "', by its name.",
                        "Declare where the ids stand in its text, or list the column under notReferences."))
                .toList();
    }

    private List<Finding> undeclaredDocumentIds(CatalogTable table) {
        return documentIds.of(table.schema()).stream()
                .filter(ids -> table.jsonReferences().stream()
                        .noneMatch(reference -> reference.column().equals(ids.column())
                                && reference.path().equals(ids.path())))
                .map(ids -> Finding.of(
                        Finding.Kind.UNDECLARED_REFERENCE,
                        table.name(),
                        "Documents in column '" + table.name() + "." + ids.column() + "' seem to hold ids of '"
                                + ids.parent() + "' at " + ids.path()
                                + ", by the name and by values of a sample; nobody has declared it.",
                        "Declare under json " + ids.asInFile() + ", or list the column under notReferences."))
                .toList();
    }

    private List<Finding> undeclaredPairs(CatalogTable table) {
        return suspected.pairs(table.schema()).stream()
                .filter(pair -> table.references().stream()
                        .noneMatch(reference -> reference.columns().equals(List.of(pair.idColumn()))))
                .map(pair -> Finding.of(
                        Finding.Kind.POLYMORPHIC_SUSPECTED,
                        table.name(),
                        "In table '" + table.name() + "' " + pair + ", and nobody has declared it.",
                        "Declare the polymorphic pair, or list '" + pair.idColumn() + "' under notReferences."))
                .toList();
    }

    private static List<Finding> undeclaredTriggers(CatalogTable table) {
        return table.schema().triggers().stream()
                .map(Trigger::name)
                .filter(trigger -> !table.triggerRules().containsKey(trigger))
                .map(trigger -> Finding.of(
                        Finding.Kind.TRIGGER,
                        table.name(),
                        "Trigger '" + trigger + "' on table '" + table.name() + "' is not declared.",
                        NearestName.among(trigger, table.triggerRules().keySet())
                                .map(near -> "A rule for '" + near + "' is declared; did you mean this one?")
                                .orElse("Declare it harmless, or the owner of the columns that it sets.")))
                .toList();
    }

    private Optional<Finding> queue(CatalogTable table) {
        return declarations.table(table.name()).declaredRule().isPresent()
                ? Optional.empty()
                : NamingConventions.queueMark(table.schema())
                        .map(column -> Finding.of(
                                Finding.Kind.QUEUE_SUSPECTED,
                                table.name(),
                                "Table '" + table.name() + "' looks like a queue of work still to be done, by its name"
                                        + " and its column '" + column + "'.",
                                "Declare its rule: queue, so that a restore never sends anything again, or replace."));
    }
}
