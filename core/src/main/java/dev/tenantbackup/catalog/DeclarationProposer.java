// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes everything that schema and values suggest into declarations. */
final class DeclarationProposer {

    private static final Set<Finding.Kind> TOLD_AS_THEY_ARE =
            Set.of(Finding.Kind.UNIQUE_ACROSS, Finding.Kind.UNREACHABLE);

    private final CatalogDeclarations given;
    private final DatabaseSchema schema;
    private final CatalogResolution resolution;
    private final Catalog catalog;
    private final Map<TableName, List<String>> remarks = new TreeMap<>();

    DeclarationProposer(CatalogDeclarations given, DatabaseSchema schema, SchemaProbe probe) {
        this.given = given;
        this.schema = schema;
        this.resolution = new CatalogResolution(
                new CatalogDeclarations(
                        given.root(), given.tenantColumns(), given.tables(), null, false, given.upgrades()),
                schema,
                probe);
        this.catalog = resolution.catalog(true);
    }

    ProposedDeclarations propose() {
        CatalogDeclarations.Builder result = given.toBuilder();
        catalog.root().ifPresent(root -> result.tenantTable(root(root)));
        result.tenantColumn(tenantColumns().toArray(String[]::new));
        for (CatalogTable table : catalog.tables()) {
            TableDeclaration before = resolution.bound().table(table.name());
            TableDeclaration after = table(table, before);
            if (!after.equals(before) || remarks.containsKey(table.name())) {
                result.table(after);
            }
        }
        for (Finding finding : catalog.findings()) {
            if (TOLD_AS_THEY_ARE.contains(finding.kind())) {
                remark(
                        finding.table(),
                        finding.message()
                                + finding.advice().map(hint -> " " + hint).orElse(""));
                result.table(finding.table().toString(), table -> {});
            }
        }
        Map<TableName, String> undecided = new TreeMap<>();
        catalog.unclassified().keySet().stream()
                .filter(table -> resolution.bound().table(table).ownership() == null)
                .forEach(table -> undecided.put(table, columnsOf(schema.table(table))));
        return new ProposedDeclarations(result.build().accepting(schema), remarks, undecided);
    }

    private RootDeclaration root(RootTable root) {
        TableSchema table = schema.table(root.table());
        RootDeclaration declared = given.tenantTable().orElseGet(() -> RootDeclaration.of(root.table()));
        RootDeclaration result = new RootDeclaration(
                root.table(), root.keyColumn(), declared.nameColumn(), declared.activeWhere(), declared.activeFlag());
        if (declared.name().isEmpty()) {
            result = result.withNameColumn(NamingConventions.nameColumn(table).orElse(null));
        }
        Optional<String> flag = NamingConventions.activeFlag(table);
        if (flag.isPresent()
                && declared.flag().isEmpty()
                && declared.activePredicate().isEmpty()) {
            remark(table.name(), "'" + flag.get() + "' looks like the flag of active tenants; see 'tenant' above.");
            result = result.withActiveWhere(flag.get() + " = TRUE").withActiveFlag(flag.get(), "true", "false");
        }
        return result;
    }

    private List<String> tenantColumns() {
        Set<String> columns = new LinkedHashSet<>(given.tenantColumns());
        columns.addAll(resolution.bound().tenantColumns());
        return List.copyOf(columns);
    }

    private TableDeclaration table(CatalogTable table, TableDeclaration before) {
        TableDeclaration.Builder result = before.toBuilder();
        Proposal proposal = resolution.proposals().get(table.name());
        if (proposal != null) {
            if (before.ownership() == null) {
                result.ownership(declaration(proposal.ownership()));
            }
            remark(table.name(), "Proposed: " + proposal.reason() + ".");
        } else if (before.ownership() == null) {
            proposeOwnership(table, result);
        }
        if (table.isOwned() && !(result.build().ownership() instanceof OwnershipDeclaration.Excluded)) {
            proposeReferences(table, result);
            proposeRules(table, before, result);
        }
        return result.build();
    }

    /** What could be said better of a table that has an owner. */
    private void proposeOwnership(CatalogTable table, TableDeclaration.Builder result) {
        Ownership ownership = table.ownership();
        Optional<String> nobodys =
                NamingConventions.reasonToExclude(table.name().name());
        if (ownership instanceof Ownership.ThroughReferences && nobodys.isPresent()) {
            result.excluded(nobodys.get());
            remark(table.name(), "Proposed: its rows could be reached, but by its name it is " + nobodys.get() + ".");
        }
    }

    private void proposeReferences(CatalogTable table, TableDeclaration.Builder result) {
        for (Reference reference : resolution.suspected().references(table.schema())) {
            boolean toKey = schema.table(reference.parent()).keyColumns().equals(reference.parentColumns());
            result.reference(new ReferenceDeclaration(
                    reference.columns(),
                    reference.parent(),
                    toKey ? List.of() : reference.parentColumns(),
                    reference.none(),
                    null));
            remark(table.name(), "Proposed: " + reference + ", by name and values. If it is none: notReferences.");
        }
        for (JsonReferenceDeclaration list : resolution.suspected().lists(table.schema())) {
            result.jsonReference(list);
            remark(
                    table.name(),
                    "Proposed: '" + list.column() + "' lists ids of " + list.parent()
                            + ", by its name. If it does not: notReferences.");
        }
        for (JsonReferenceDeclaration ids : resolution.documentIds().of(table.schema())) {
            result.jsonReference(ids);
            remark(
                    table.name(),
                    "Proposed: documents in '" + ids.column() + "' hold ids of " + ids.parent() + " at " + ids.path()
                            + ", by name and a sample. If they don't: notReferences.");
        }
        for (SuspectedReferences.Pair pair : resolution.suspected().pairs(table.schema())) {
            pair.declaration().ifPresent(result::polymorphic);
            if (!resolution.proposals().containsKey(table.name())) {
                remark(table.name(), "Proposed: " + pair + ". If they don't: notReferences.");
            }
        }
    }

    private void proposeRules(CatalogTable table, TableDeclaration before, TableDeclaration.Builder result) {
        table.uniqueRules().forEach(result::uniqueRule);
        if (before.declaredRule().isEmpty()) {
            proposeRule(table, result);
        }
        table.schema().columns().stream()
                .filter(NamingConventions::looksLikeLockVersion)
                .filter(column -> !before.columnRules().containsKey(column.name()))
                .forEach(column -> result.columnRule(column.name(), ColumnRule.MONOTONIC));
        for (Trigger trigger : table.schema().triggers()) {
            if (!table.triggerRules().containsKey(trigger.name())) {
                NamingConventions.touchedColumn(table.schema(), trigger.name())
                        .ifPresentOrElse(
                                column -> {
                                    result.triggerRule(trigger.name(), TriggerRule.owns(column));
                                    remark(
                                            table.name(),
                                            "Proposed: trigger '" + trigger.name() + "' sets '" + column
                                                    + "' and nothing else.");
                                },
                                () -> remark(
                                        table.name(),
                                        "Say what trigger '" + trigger.name()
                                                + "' does: harmless, or {owns: [columns]}."));
            }
        }
    }

    private void proposeRule(CatalogTable table, TableDeclaration.Builder result) {
        Optional<String> mark = NamingConventions.queueMark(table.schema());
        if (mark.isPresent()) {
            result.rule(TableRule.QUEUE);
            remark(
                    table.name(),
                    "Proposed: a queue, by its name and '" + mark.get() + "'. If it is none: rule: replace.");
        } else if (NamingConventions.looksLikeJournal(table.schema())) {
            result.rule(TableRule.JOURNAL);
            remark(table.name(), "Proposed: by its name it tells what happened; no restore should undo that.");
        }
    }

    private static OwnershipDeclaration declaration(Ownership ownership) {
        if (ownership instanceof Ownership.Shared shared) {
            return new OwnershipDeclaration.Shared(shared.naturalKey());
        }
        if (ownership instanceof Ownership.Excluded excluded) {
            return new OwnershipDeclaration.Excluded(excluded.reason());
        }
        if (ownership instanceof Ownership.ReferredTo) {
            return new OwnershipDeclaration.ByReferrers();
        }
        List<String> steps = ownership.chains().stream()
                .map(chain -> String.join(",", chain.columns()))
                .distinct()
                .toList();
        return ownership instanceof Ownership.ByColumn byColumn
                ? new OwnershipDeclaration.ByColumn(byColumn.column(), steps)
                : new OwnershipDeclaration.Through(steps);
    }

    private void remark(TableName table, String sentence) {
        remarks.computeIfAbsent(table, name -> new ArrayList<>()).add(sentence);
    }

    private static String columnsOf(TableSchema table) {
        return table.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}
