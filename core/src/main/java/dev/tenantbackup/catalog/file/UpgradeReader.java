// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.upgrade.Conversion;
import dev.tenantbackup.upgrade.ReadyConversion;
import dev.tenantbackup.upgrade.SchemaChange;
import dev.tenantbackup.upgrade.UpgradeStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the steps of a host's history. */
final class UpgradeReader {

    private static final List<String> KINDS = List.of(
            "renameTable", "renameColumn", "default", "dropTable", "dropColumn", "convert", "changeKey", "transform");

    private final FileProblems problems;

    UpgradeReader(FileProblems problems) {
        this.problems = problems;
    }

    Optional<UpgradeStep> read(Node item) {
        return Fields.read(item, "an upgrade step", problems, this::step);
    }

    private Optional<UpgradeStep> step(Fields step) {
        Optional<String> from = step.text("from");
        Optional<String> to = step.text("to");
        List<SchemaChange> changes = new ArrayList<>();
        for (Node item : step.items("changes")) {
            Fields.read(item, "a change of an upgrade step", problems, this::change)
                    .ifPresent(changes::add);
        }
        if (from.isPresent() && to.isEmpty()) {
            step.missing("to", "the schema head that the step leads to");
            return Optional.empty();
        }
        return Optional.of(new UpgradeStep(from.orElse(null), to.orElse(null), changes));
    }

    private Optional<SchemaChange> change(Fields change) {
        List<String> kinds = KINDS.stream().filter(change::has).toList();
        if (kinds.size() != 1) {
            problems.add(
                    change.line(),
                    "a change of an upgrade step names " + (kinds.isEmpty() ? "no kind" : "several kinds " + kinds)
                            + ".",
                    "Write one of " + String.join(", ", KINDS) + ".");
            return Optional.empty();
        }
        String kind = kinds.get(0);
        try {
            return switch (kind) {
                case "renameTable" -> of(change, kind, "to", this::renamedTable);
                case "dropTable" -> of(change, kind, "because", this::droppedTable);
                case "changeKey" ->
                    change.text(kind)
                            .flatMap(name -> change.table(name, change.line()))
                            .map(SchemaChange.ChangeKey::new);
                case "transform" -> transform(change);
                case "renameColumn" ->
                    of(
                            change,
                            kind,
                            "to",
                            (name, to) -> column(change, name)
                                    .map(at -> new SchemaChange.RenameColumn(at.table(), at.column(), to)));
                case "default" ->
                    of(
                            change,
                            kind,
                            "value",
                            (name, value) -> column(change, name)
                                    .map(at -> new SchemaChange.DefaultValue(at.table(), at.column(), value)));
                case "dropColumn" ->
                    of(
                            change,
                            kind,
                            "because",
                            (name, because) -> column(change, name)
                                    .map(at -> new SchemaChange.DropColumn(at.table(), at.column(), because)));
                default -> convert(change);
            };
        } catch (IllegalArgumentException untenable) {
            problems.add(change.line(), untenable.getMessage() + ".", null);
            return Optional.empty();
        }
    }

    private Optional<SchemaChange> of(
            Fields change,
            String kind,
            String more,
            BiFunction<String, String, Optional<? extends SchemaChange>> maker) {
        Optional<String> name = change.text(kind);
        Optional<String> value = change.required(more);
        return name.isPresent() && value.isPresent()
                ? maker.apply(name.get(), value.get()).map(SchemaChange.class::cast)
                : Optional.empty();
    }

    private Optional<SchemaChange> renamedTable(String name, String to) {
        return Optional.of(new SchemaChange.RenameTable(TableName.parse(name), TableName.parse(to)));
    }

    private Optional<SchemaChange> droppedTable(String name, String because) {
        return Optional.of(new SchemaChange.DropTable(TableName.parse(name), because));
    }

    private Optional<SchemaChange> convert(Fields change) {
        Optional<ColumnAt> at = change.text("convert").flatMap(name -> column(change, name));
        Map<String, String> words = new LinkedHashMap<>();
        for (Node.Entry entry : change.entries("words")) {
            change.text(entry.value(), "the new word for '" + entry.key() + "'")
                    .ifPresent(word -> words.put(entry.key(), word));
        }
        Optional<Conversion> ready =
                change.node("with").flatMap(node -> change.choice(node, "the conversion", ReadyConversion.class));
        if (ready.isEmpty() && words.isEmpty() && !change.has("with")) {
            change.missing("with", "exact, round, cut or null_if_unfit; or 'words' with the new word for each old one");
        }
        Optional<Conversion> conversion = words.isEmpty() ? ready : Optional.of(Conversion.words(words));
        return at.flatMap(
                place -> conversion.map(how -> new SchemaChange.ConvertColumn(place.table(), place.column(), how)));
    }

    private Optional<SchemaChange> transform(Fields change) {
        Optional<TableName> table = change.text("transform").flatMap(name -> change.table(name, change.line()));
        List<String> from = change.texts("from");
        List<String> to = change.texts("to");
        Optional<String> with = change.required("with");
        return table.flatMap(name -> with.map(upgrade -> new SchemaChange.TransformRows(name, from, to, upgrade)));
    }

    /** {@code table.column}, or {@code schema.table.column}. */
    private Optional<ColumnAt> column(Fields change, String text) {
        int dot = text.lastIndexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            problems.add(
                    change.line(),
                    "'" + text + "' is no column's name.",
                    "Write table.column, or schema.table.column.");
            return Optional.empty();
        }
        return change.table(text.substring(0, dot), change.line())
                .map(table -> new ColumnAt(table, text.substring(dot + 1)));
    }

    private record ColumnAt(TableName table, String column) {}
}
