// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.JsonReferenceDeclaration;
import dev.tenantbackup.catalog.OwnershipDeclaration;
import dev.tenantbackup.catalog.PolymorphicDeclaration;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what the file says of single tables. */
final class TableReader {

    private final FileProblems problems;

    TableReader(FileProblems problems) {
        this.problems = problems;
    }

    /** One entry of {@code tables}; empty if its name is none. */
    Optional<TableDeclaration> read(Node.Entry entry) {
        if (entry.key().isBlank() || entry.key().startsWith(".") || entry.key().endsWith(".")) {
            problems.add(entry.line(), "'" + entry.key() + "' is no table's name.", "Write table, or schema.table.");
            return Optional.empty();
        }
        TableName name = TableName.parse(entry.key());
        return Fields.read(entry.value(), "table '" + name + "'", problems, table -> Optional.of(read(name, table)))
                .or(() -> Optional.of(TableDeclaration.builder(name).build()));
    }

    private TableDeclaration read(TableName name, Fields table) {
        TableDeclaration.Builder declared = TableDeclaration.builder(name);
        readOwnership(name, table).ifPresent(declared::ownership);
        String where = "of table '" + name + "'";
        for (Node item : table.items("references")) {
            Fields.read(item, "a reference " + where, problems, TableReader::readReference)
                    .ifPresent(declared::reference);
        }
        for (Node item : table.items("polymorphic")) {
            Fields.read(item, "a polymorphic pair " + where, problems, TableReader::readPair)
                    .ifPresent(declared::polymorphic);
        }
        for (Node item : table.items("json")) {
            Fields.read(item, "a JSON reference " + where, problems, json -> readTexts(json, "path"))
                    .ifPresent(declared::jsonReference);
        }
        for (Node item : table.items("text")) {
            Fields.read(item, "a reference in text " + where, problems, text -> readTexts(text, "pattern"))
                    .ifPresent(declared::jsonReference);
        }
        declared.notReferences(table.texts("notReferences").toArray(String[]::new));
        table.node("rule")
                .flatMap(node -> table.choice(node, "the rule " + where, TableRule.class))
                .ifPresent(declared::rule);
        for (Node.Entry column : table.entries("columns")) {
            table.choice(column.value(), "the rule of column '" + column.key() + "' " + where, ColumnRule.class)
                    .ifPresent(rule -> declared.columnRule(column.key(), rule));
        }
        for (Node.Entry column : table.entries("unique")) {
            table.choice(column.value(), "the unique rule of column '" + column.key() + "' " + where, UniqueRule.class)
                    .ifPresent(rule -> declared.uniqueRule(column.key(), rule));
        }
        for (Node.Entry column : table.entries("dirty")) {
            table.choice(
                            column.value(),
                            "the rule for dirty references in '" + column.key() + "' " + where,
                            DirtyRule.class)
                    .ifPresent(rule -> declared.dirtyRule(column.key(), rule));
        }
        for (Node item : table.items("files")) {
            Fields.read(item, "a column with keys of files " + where, problems, TableReader::readFile)
                    .ifPresent(declared::file);
        }
        for (Node.Entry trigger : table.entries("triggers")) {
            readTrigger(trigger, where).ifPresent(rule -> declared.triggerRule(trigger.key(), rule));
        }
        return declared.build();
    }

    private Optional<OwnershipDeclaration> readOwnership(TableName name, Fields table) {
        List<OwnershipDeclaration> said = new ArrayList<>();
        table.node("owner").flatMap(node -> readOwner(name, node)).ifPresent(said::add);
        if (table.has("shared")) {
            said.add(new OwnershipDeclaration.Shared(table.texts("shared")));
        }
        table.node("excluded")
                .flatMap(node -> table.text(node, "why table '" + name + "' is excluded"))
                .ifPresent(reason -> {
                    if (reason.isBlank()) {
                        problems.add(table.line(), "table '" + name + "' is excluded without a reason.", null);
                    } else {
                        said.add(new OwnershipDeclaration.Excluded(reason));
                    }
                });
        if (said.size() > 1) {
            problems.add(
                    table.line(),
                    "table '" + name + "' is said to be several things at once.",
                    "Keep one of owner, shared and excluded.");
        }
        return said.stream().findFirst();
    }

    private Optional<OwnershipDeclaration> readOwner(TableName name, Node node) {
        if (node instanceof Node.Scalar scalar && scalar.text().equals("referrers")) {
            return Optional.of(new OwnershipDeclaration.ByReferrers());
        }
        String where = "the owner of table '" + name + "'";
        if (!(node instanceof Node.Mapping)) {
            problems.add(
                    node.line(),
                    where + " is not understood.",
                    "Write {column: name}, {through: [columns]}, {where: condition}, or the word referrers.");
            return Optional.empty();
        }
        return Fields.read(node, where, problems, owner -> {
            Optional<String> column = owner.text("column");
            List<String> through = owner.texts("through");
            Optional<String> sql = owner.text("where");
            if (sql.isPresent() && (column.isPresent() || !through.isEmpty())) {
                problems.add(owner.line(), where + " is a condition and something else too.", "Keep one of them.");
            }
            if (sql.isPresent()) {
                return sql.map(OwnershipDeclaration.Where::new);
            }
            if (column.isPresent()) {
                return column.map(tenantColumn -> new OwnershipDeclaration.ByColumn(tenantColumn, through));
            }
            if (through.isEmpty()) {
                problems.add(owner.line(), where + " names neither column, through nor where.", null);
                return Optional.empty();
            }
            return Optional.of(new OwnershipDeclaration.Through(through));
        });
    }

    private static Optional<ReferenceDeclaration> readReference(Fields reference) {
        List<String> columns = reference.texts("column");
        Optional<Target> to = target(reference);
        List<String> none = reference.texts("none");
        Optional<String> name = reference.text("name");
        if (columns.isEmpty()) {
            reference.required("column");
            return Optional.empty();
        }
        return to.map(target -> new ReferenceDeclaration(
                columns, target.table(), target.columns(), Set.copyOf(none), name.orElse(null)));
    }

    private static Optional<FileColumn> readFile(Fields file) {
        Optional<String> bytes = file.text("bytes");
        Optional<String> sha256 = file.text("sha256");
        return file.required("column").map(column -> new FileColumn(column, bytes.orElse(null), sha256.orElse(null)));
    }

    private static Optional<PolymorphicDeclaration> readPair(Fields pair) {
        Optional<String> type = pair.required("type");
        Optional<String> id = pair.required("id");
        Map<String, TableName> tables = new TreeMap<>();
        for (Node.Entry entry : pair.entries("tables")) {
            pair.text(entry.value(), "the table for type '" + entry.key() + "'")
                    .flatMap(name -> pair.table(name, entry.line()))
                    .ifPresent(table -> tables.put(entry.key(), table));
        }
        if (tables.isEmpty()) {
            pair.missing("tables", "for each value of the type column, the table it stands for");
        }
        return type.isPresent() && id.isPresent() && !tables.isEmpty()
                ? Optional.of(new PolymorphicDeclaration(type.get(), id.get(), tables))
                : Optional.empty();
    }

    private static Optional<JsonReferenceDeclaration> readTexts(Fields json, String placeField) {
        Optional<String> column = json.required("column");
        Optional<String> path = json.required(placeField);
        if (path.isPresent() && path.get().startsWith("$") != placeField.equals("path")) {
            json.missing(placeField, "a path into JSON begins with $, a pattern does not");
        }
        Optional<Target> to = target(json);
        if (to.isPresent() && to.get().columns().size() > 1) {
            json.missing("to", "a single column");
        }
        return column.isPresent() && path.isPresent() && to.isPresent()
                ? Optional.of(new JsonReferenceDeclaration(
                        column.get(),
                        path.get(),
                        to.get().table(),
                        to.get().columns().isEmpty() ? null : to.get().columns().get(0)))
                : Optional.empty();
    }

    /** {@code table}, or {@code table(column, column)}. */
    private static Optional<Target> target(Fields fields) {
        return fields.required("to").flatMap(text -> {
            int open = text.indexOf('(');
            boolean closed = text.endsWith(")");
            if (open < 0 && !closed) {
                return fields.table(text, fields.line()).map(table -> new Target(table, List.of()));
            }
            if (open <= 0 || !closed) {
                fields.missing("to", "table, or table(column, column)");
                return Optional.empty();
            }
            List<String> columns =
                    List.of(text.substring(open + 1, text.length() - 1).trim().split("\\s*,\\s*"));
            return fields.table(text.substring(0, open).trim(), fields.line()).map(table -> new Target(table, columns));
        });
    }

    private Optional<TriggerRule> readTrigger(Node.Entry trigger, String where) {
        String what = "trigger '" + trigger.key() + "' " + where;
        if (trigger.value() instanceof Node.Scalar scalar && scalar.text().equals("harmless")) {
            return Optional.of(TriggerRule.harmless());
        }
        if (trigger.value() instanceof Node.Mapping) {
            return Fields.read(trigger.value(), what, problems, fields -> {
                List<String> owns = fields.texts("owns");
                if (owns.isEmpty()) {
                    fields.missing("owns", "the columns that the trigger sets");
                }
                return Optional.of(new TriggerRule(owns));
            });
        }
        problems.add(trigger.line(), what + " is not understood.", "Write harmless, or {owns: [columns]}.");
        return Optional.empty();
    }

    private record Target(TableName table, List<String> columns) {}
}
