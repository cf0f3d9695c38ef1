// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans and results for people. */
public final class ChangeReports {

    private static final int KEYS_SHOWN = 3;

    private final Style style;

    public ChangeReports(Style style) {
        this.style = style;
    }

    /** What would be done. */
    public String plan(RestorePlan plan) {
        StringBuilder text = new StringBuilder();
        String target =
                plan.target().map(tenant -> "tenant " + tenant).orElseGet(() -> "new tenant '" + plan.newName() + "'");
        text.append(style.bold(plan.backup() + " -> " + target)).append('\n');
        if (plan.total().isEmpty() && plan.total().kept() == 0) {
            text.append(style.good("No difference: "))
                    .append(Quantities.count(plan.total().unchanged(), "row"))
                    .append(" in ")
                    .append(Quantities.count(plan.tables().size(), "table"))
                    .append(" equal.\n");
        } else {
            text.append('\n').append(table(plan.tables(), true));
        }
        text.append(DriftOutput.text(plan.drift(), style));
        appendRules(text, plan.rules());
        appendEffects(text, plan.effects());
        appendFiles(text, plan.files());
        plan.notes()
                .forEach(note -> text.append(style.dim("Note: ")).append(note).append('\n'));
        appendConflicts(text, plan.conflicts());
        return text.toString();
    }

    /** What was done. */
    public String restored(RestoreResult result) {
        return done("Restored tenant " + result.tenant(), result);
    }

    /** What was undone. */
    public String undone(RestoreResult result) {
        return done("Undone for tenant " + result.tenant(), result);
    }

    /** What was cloned. */
    public String cloned(CloneResult result, String name) {
        return done(
                "Cloned tenant " + result.source() + " as tenant " + result.tenant() + " '" + name + "'",
                result.restore());
    }

    private String done(String headline, RestoreResult result) {
        StringBuilder text = new StringBuilder();
        text.append(style.good(headline))
                .append(" in ")
                .append(Quantities.duration(result.duration()))
                .append(result.verified() ? ", compared row by row before the commit.\n" : ".\n");
        if (result.total().isEmpty()) {
            text.append("Nothing differed: ")
                    .append(Quantities.count(result.total().unchanged(), "row"))
                    .append(" unchanged.\n");
        } else {
            text.append('\n').append(table(result.tables(), false));
        }
        appendRules(text, result.rules());
        appendEffects(text, result.effects());
        appendFiles(text, result.files());
        result.notes()
                .forEach(note ->
                        text.append(style.warning("Note: ")).append(note).append('\n'));
        if (!result.changedDuring().isEmpty()) {
            text.append(style.warning("Written by others meanwhile:")).append('\n');
            result.changedDuring()
                    .forEach(row -> text.append("  ")
                            .append(row.table())
                            .append(' ')
                            .append(row.key())
                            .append('\n'));
        }
        text.append('\n').append("Restore id: ").append(result.id()).append('\n');
        result.safety()
                .ifPresent(
                        safety -> text.append("Safety backup: ").append(safety).append('\n'));
        text.append(style.dim("Undo with: tenant-backup undo " + result.id())).append('\n');
        return text.toString();
    }

    private String table(Map<TableName, TableChanges> tables, boolean keys) {
        TextTable table = keys
                ? TextTable.withHeaders("Table", ">insert", ">update", ">delete", ">keep", ">unchanged", "keys")
                : TextTable.withHeaders("Table", ">inserted", ">updated", ">deleted", ">kept", ">unchanged");
        int equal = 0;
        TableChanges total = TableChanges.NONE;
        for (Map.Entry<TableName, TableChanges> entry : tables.entrySet()) {
            TableChanges changes = entry.getValue();
            total = total.plus(changes);
            if (changes.isEmpty() && changes.kept() == 0) {
                equal++;
            } else {
                table.row(cells(entry.getKey().toString(), changes, keys));
            }
        }
        table.row(cells("total", total, keys));
        String more = equal == 0
                ? ""
                : style.dim(Quantities.count(equal, "table") + " without a difference not shown.") + "\n";
        return table.render(style) + more;
    }

    private static String[] cells(String name, TableChanges changes, boolean keys) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                Quantities.countOrDash(changes.inserted()),
                Quantities.countOrDash(changes.updated()),
                Quantities.countOrDash(changes.deleted()),
                Quantities.countOrDash(changes.kept()),
                Quantities.countOrDash(changes.unchanged())));
        if (keys) {
            List<String> samples = new ArrayList<>();
            sample(samples, "+", changes.insertedKeys());
            sample(samples, "~", changes.updatedKeys());
            sample(samples, "-", changes.deletedKeys());
            cells.add(String.join(" ", samples));
        }
        return cells.toArray(new String[0]);
    }

    private static void sample(List<String> samples, String sign, List<RowKey> keys) {
        keys.stream().limit(KEYS_SHOWN).forEach(key -> samples.add(sign + key));
    }

    private void appendRules(StringBuilder text, List<FiredRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        TextTable table = TextTable.withHeaders("Table", "rule", ">rows");
        rules.forEach(rule -> table.row(rule.table().toString(), rule.rule(), Quantities.count(rule.rows())));
        text.append('\n').append(style.bold("Rules")).append('\n').append(table.render(style));
    }

    private void appendEffects(StringBuilder text, List<Effect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        TextTable table = TextTable.withHeaders("Table", "effect", ">rows");
        effects.forEach(
                effect -> table.row(effect.table().toString(), effect.message(), Quantities.count(effect.rows())));
        text.append('\n').append(style.bold("Effects")).append('\n').append(table.render(style));
    }

    private void appendFiles(StringBuilder text, FileChanges files) {
        if (files.isEmpty()) {
            return;
        }
        TextTable table = TextTable.withHeaders("", ">files", "keys");
        fileRow(table, "put", files.put(), List.of());
        fileRow(table, "replaced", files.replaced(), List.of());
        fileRow(table, "kept, other bytes than the backup's", files.kept(), List.of());
        fileRow(table, "unchanged", files.unchanged(), List.of());
        fileRow(table, "missing", files.missing().size(), files.missing());
        fileRow(table, "left, no row of the tenant points to them", files.left().size(), files.left());
        text.append('\n').append(style.bold("Files")).append('\n').append(table.render(style));
    }

    private static void fileRow(TextTable table, String what, long count, List<String> keys) {
        if (count > 0) {
            table.row(
                    what,
                    Quantities.count(count),
                    String.join(" ", keys.subList(0, Math.min(KEYS_SHOWN, keys.size()))));
        }
    }

    private void appendConflicts(StringBuilder text, List<Conflict> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        text.append('\n')
                .append(style.bad(Quantities.count(conflicts.size(), "conflict") + ": nothing would be applied."))
                .append('\n');
        for (Conflict conflict : conflicts) {
            text.append("  ").append(conflict.table()).append(": ").append(conflict.message());
            conflict.samples().stream()
                    .limit(KEYS_SHOWN)
                    .forEach(key -> text.append(' ').append(key));
            text.append('\n');
            conflict.advice()
                    .ifPresent(hint -> text.append("    ")
                            .append(style.bold("Hint:"))
                            .append(' ')
                            .append(hint)
                            .append('\n'));
        }
    }
}
