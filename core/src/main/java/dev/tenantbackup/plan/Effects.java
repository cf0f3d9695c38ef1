// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Foresees what a change set sets off: triggers that fire, columns that the database computes, cascades. */
public final class Effects {

    private final LoadPlan plan;
    private final Map<TableName, TableChanges> changes;
    private final Map<TableName, Map<Trigger.Event, Long>> events;

    private Effects(LoadPlan plan, Map<TableName, TableChanges> changes) {
        this.plan = plan;
        this.changes = changes;
        this.events = events(plan, changes);
    }

    /** The effects of a change set of these sizes, table by table. */
    public static List<Effect> of(LoadPlan plan, Map<TableName, TableChanges> changes) {
        return new Effects(plan, changes).find();
    }

    /**
     * What happens to rows of each table while the steps are carried out, with how many rows of the change set: also the
     * updates by which values are moved out of the way, and references filled in that close a circle.
     */
    public static Map<TableName, Map<Trigger.Event, Long>> events(LoadPlan plan, Map<TableName, TableChanges> changes) {
        Map<TableName, Map<Trigger.Event, Long>> events = new TreeMap<>();
        for (LoadStep step : LoadSteps.of(plan, changes)) {
            TableChanges own = changes.getOrDefault(step.table(), TableChanges.NONE);
            Map<Trigger.Event, Long> ofTable = events.computeIfAbsent(step.table(), table -> new TreeMap<>());
            if (step instanceof LoadStep.Insert) {
                ofTable.put(Trigger.Event.INSERT, own.inserted());
            } else if (step instanceof LoadStep.Delete) {
                ofTable.put(Trigger.Event.DELETE, own.deleted());
            } else {
                long rows = step instanceof LoadStep.Fill ? own.inserted() : own.updated();
                ofTable.merge(Trigger.Event.UPDATE, rows, Math::max);
            }
        }
        return events;
    }

    private List<Effect> find() {
        List<Effect> effects = new ArrayList<>();
        for (TablePlan table : plan.staged()) {
            triggers(table.table(), effects);
            generated(table.table(), effects);
            if (of(table.name()).deleted() > 0) {
                filesLeft(table.table(), effects);
                plan.catalog().referencesTo(table.name()).forEach(reference -> cascade(reference, effects));
            }
        }
        return effects;
    }

    private void filesLeft(CatalogTable table, List<Effect> effects) {
        if (!table.files().isEmpty()) {
            effects.add(new Effect(
                    Effect.Kind.FILES_LEFT,
                    table.name(),
                    "Files that deleted rows of table '" + table.name()
                            + "' point to stay: rows of others may point to them as well.",
                    of(table.name()).deleted()));
        }
    }

    private TableChanges of(TableName table) {
        return changes.getOrDefault(table, TableChanges.NONE);
    }

    private void triggers(CatalogTable table, List<Effect> effects) {
        Map<Trigger.Event, Long> happening = events.getOrDefault(table.name(), Map.of());
        for (Trigger trigger : table.schema().triggers()) {
            TriggerRule rule = table.triggerRules().get(trigger.name());
            List<Trigger.Event> firing = happening.keySet().stream()
                    .filter(trigger.events()::contains)
                    .toList();
            if (rule == null || firing.isEmpty()) {
                continue;
            }
            long rows = firing.stream()
                    .mapToLong(event -> happening.getOrDefault(event, 0L))
                    .sum();
            String on = firing.stream().map(Effects::word).collect(Collectors.joining(" and "));
            String does = rule.ownedColumns().isEmpty()
                    ? "is declared harmless"
                    : "sets " + String.join(", ", rule.ownedColumns()) + " by itself";
            effects.add(new Effect(
                    Effect.Kind.TRIGGER,
                    table.name(),
                    "Trigger '" + trigger.name() + "' of table '" + table.name() + "' fires on " + on + ", and " + does
                            + ".",
                    rows));
        }
    }

    private void generated(CatalogTable table, List<Effect> effects) {
        TableChanges own = of(table.name());
        List<String> columns = table.schema().columns().stream()
                .filter(Column::generated)
                .map(Column::name)
                .toList();
        if (!columns.isEmpty() && own.inserted() + own.updated() > 0) {
            effects.add(new Effect(
                    Effect.Kind.GENERATED,
                    table.name(),
                    "The database computes " + String.join(", ", columns) + " of table '" + table.name()
                            + "' anew in the rows that are written.",
                    own.inserted() + own.updated()));
        }
    }

    private void cascade(Reference reference, List<Effect> effects) {
        DeleteRule rule =
                deleteRule(plan.catalog().table(reference.table()), reference).orElse(DeleteRule.RESTRICT);
        if (rule == DeleteRule.RESTRICT) {
            return;
        }
        effects.add(new Effect(
                Effect.Kind.CASCADE,
                reference.table(),
                "Deleting rows of table '" + reference.parent() + "' " + does(rule) + " those of table '"
                        + reference.table() + "' that refer to them (" + reference
                        + "); no row outside of this plan may do so, or it is a conflict.",
                of(reference.parent()).deleted()));
    }

    /** What deleting what a reference leads to does to the row that has it; empty where the database doesn't enforce it. */
    public static Optional<DeleteRule> deleteRule(CatalogTable table, Reference reference) {
        return table.schema().foreignKeys().stream()
                .filter(key -> reference.enforced() && key.name().equals(reference.name()))
                .map(ForeignKey::onDelete)
                .findFirst();
    }

    private static String does(DeleteRule rule) {
        return switch (rule) {
            case CASCADE -> "deletes";
            case SET_NULL -> "sets to NULL the reference of";
            case SET_DEFAULT -> "sets to its default the reference of";
            case RESTRICT -> "is refused for";
        };
    }

    private static String word(Trigger.Event event) {
        return event.name().toLowerCase(Locale.ROOT);
    }
}
