// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.JsonReferenceDeclaration;
import dev.tenantbackup.catalog.OwnershipDeclaration;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a document of declarations: the reverse of {@link DeclarationsReader}. */
final class DeclarationsWriter {

    private final Map<TableName, List<String>> comments;

    /**
     * A writer.
     *
     * @param comments what to say above the declaration of a table
     */
    DeclarationsWriter(Map<TableName, List<String>> comments) {
        this.comments = comments;
    }

    Node.Mapping document(CatalogDeclarations declarations) {
        Group top = new Group().text("version", DeclarationsReader.VERSION);
        top.group("tenant", tenant(declarations));
        Group tables = new Group();
        declarations
                .tables()
                .forEach((name, table) ->
                        tables.put(name.toString(), table(table).node(), comments.getOrDefault(name, List.of())));
        top.group("tables", tables);
        List<Node> steps = UpgradeWriter.steps(declarations.upgrades());
        if (!steps.isEmpty()) {
            top.put("upgrades", new Node.Sequence(steps, 0), List.of());
        }
        if (declarations.strictColumns()) {
            top.text("strictColumns", "true");
        }
        declarations.acceptedSchema().ifPresent(accepted -> {
            Group known = new Group();
            accepted.forEach((table, columns) -> known.put(table.toString(), sequence(columns), List.of()));
            top.put("accepted", known.node(), List.of());
        });
        return top.node();
    }

    private static Group tenant(CatalogDeclarations declarations) {
        Group tenant = new Group();
        Optional<RootDeclaration> root = declarations.tenantTable();
        root.ifPresent(declared -> tenant.text("table", declared.table().toString())
                .text("key", declared.keyColumn())
                .text("name", declared.nameColumn()));
        tenant.texts("column", declarations.tenantColumns());
        root.ifPresent(declared -> tenant.text("activeWhere", declared.activeWhere()));
        root.flatMap(RootDeclaration::flag)
                .ifPresent(flag -> tenant.group(
                        "activeFlag",
                        new Group()
                                .text("column", flag.column())
                                .text("active", flag.active())
                                .text("inactive", flag.inactive())));
        return tenant;
    }

    private static Group table(TableDeclaration table) {
        Group group = new Group();
        table.declaredOwnership().ifPresent(ownership -> writeOwnership(ownership, group));
        group.groups(
                "references",
                table.references().stream()
                        .map(reference -> new Group()
                                .texts("column", reference.columns())
                                .text("to", target(reference.parent(), reference.parentColumns()))
                                .list("none", reference.none())
                                .text("name", reference.name()))
                        .toList());
        group.groups(
                "polymorphic",
                table.polymorphic().stream()
                        .map(pair -> {
                            Group tables = new Group();
                            pair.tables().forEach((value, parent) -> tables.text(value, parent.toString()));
                            return new Group()
                                    .text("type", pair.typeColumn())
                                    .text("id", pair.idColumn())
                                    .group("tables", tables);
                        })
                        .toList());
        writeTexts(table, group);
        group.list("notReferences", table.notReferences());
        table.declaredRule().ifPresent(rule -> group.text("rule", word(rule)));
        Group columns = new Group();
        table.columnRules().forEach((column, rule) -> columns.text(column, word(rule)));
        group.group("columns", columns);
        Group unique = new Group();
        table.uniqueRules().forEach((column, rule) -> unique.text(column, word(rule)));
        group.group("unique", unique);
        Group dirty = new Group();
        table.dirtyRules().forEach((column, rule) -> dirty.text(column, word(rule)));
        group.group("dirty", dirty);
        group.groups(
                "files",
                table.files().stream()
                        .map(file -> new Group()
                                .text("column", file.column())
                                .text("bytes", file.bytesColumn())
                                .text("sha256", file.sha256Column()))
                        .toList());
        Group triggers = new Group();
        table.triggerRules().forEach((trigger, rule) -> writeTrigger(trigger, rule, triggers));
        return group.group("triggers", triggers);
    }

    private static void writeTexts(TableDeclaration table, Group group) {
        List<Group> json = new ArrayList<>();
        List<Group> text = new ArrayList<>();
        for (JsonReferenceDeclaration reference : table.jsonReferences()) {
            boolean path = reference.path().startsWith("$");
            List<String> columns = reference.toColumn().map(List::of).orElse(List.of());
            (path ? json : text)
                    .add(new Group()
                            .text("column", reference.column())
                            .text(path ? "path" : "pattern", reference.path())
                            .text("to", target(reference.parent(), columns)));
        }
        group.groups("json", json);
        group.groups("text", text);
    }

    private static void writeOwnership(OwnershipDeclaration ownership, Group group) {
        if (ownership instanceof OwnershipDeclaration.ByColumn byColumn) {
            group.group("owner", new Group().text("column", byColumn.column()).list("through", byColumn.through()));
        } else if (ownership instanceof OwnershipDeclaration.Through through) {
            group.group("owner", new Group().list("through", through.steps()));
        } else if (ownership instanceof OwnershipDeclaration.ByReferrers) {
            group.text("owner", "referrers");
        } else if (ownership instanceof OwnershipDeclaration.Where where) {
            group.group("owner", new Group().text("where", where.sql()));
        } else if (ownership instanceof OwnershipDeclaration.Shared shared) {
            group.put("shared", sequence(shared.naturalKey()), List.of());
        } else if (ownership instanceof OwnershipDeclaration.Excluded excluded) {
            group.text("excluded", excluded.reason());
        }
    }

    private static void writeTrigger(String trigger, TriggerRule rule, Group triggers) {
        if (rule.ownedColumns().isEmpty()) {
            triggers.text(trigger, "harmless");
        } else {
            triggers.group(trigger, new Group().list("owns", rule.ownedColumns()));
        }
    }

    private static String target(TableName table, List<String> columns) {
        return columns.isEmpty() ? table.toString() : table + "(" + String.join(", ", columns) + ")";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Node.Sequence sequence(Collection<String> texts) {
        return new Node.Sequence(
                texts.stream().<Node>map(text -> new Node.Scalar(text, 0)).toList(), 0);
    }
}
