// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes declarations of a document, top level first. */
final class DeclarationsReader {

    static final String VERSION = "1";

    private final FileProblems problems;
    private final CatalogDeclarations.Builder declarations = CatalogDeclarations.builder();

    DeclarationsReader(FileProblems problems) {
        this.problems = problems;
    }

    CatalogDeclarations read(Node document) {
        return Fields.read(document, "the catalog", problems, this::readTop).orElseGet(declarations::build);
    }

    private Optional<CatalogDeclarations> readTop(Fields top) {
        top.text("version")
                .filter(version -> !version.equals(VERSION))
                .ifPresent(version -> problems.add(
                        top.line(),
                        "this catalog is written in version " + version + "; this library reads version " + VERSION
                                + ".",
                        "Use the version of the library that wrote it, or a newer one."));
        top.node("tenant")
                .flatMap(node -> Fields.read(node, "'tenant'", problems, this::readTenant))
                .ifPresent(declarations::tenantTable);
        TableReader tables = new TableReader(problems);
        top.entries("tables").forEach(entry -> tables.read(entry).ifPresent(declarations::table));
        for (Node item : top.items("undecided")) {
            top.text(item, "an undecided table")
                    .ifPresent(table -> problems.add(
                            item.line(),
                            "table '" + table + "' is still undecided.",
                            "Move it to 'tables' and say owner, shared or excluded."));
        }
        UpgradeReader upgrades = new UpgradeReader(problems);
        top.items("upgrades").forEach(item -> upgrades.read(item).ifPresent(declarations::upgrade));
        readAccepted(top);
        top.text("strictColumns").ifPresent(strict -> {
            if (strict.equals("true")) {
                declarations.strictColumns();
            } else if (!strict.equals("false")) {
                problems.add(top.line(), "'strictColumns' is true or false, not '" + strict + "'.", null);
            }
        });
        return Optional.of(declarations.build());
    }

    private Optional<RootDeclaration> readTenant(Fields tenant) {
        declarations.tenantColumn(tenant.texts("column").toArray(String[]::new));
        Optional<TableName> table = tenant.text("table").flatMap(name -> tenant.table(name, tenant.line()));
        List<String> more = Stream.of("key", "name", "activeWhere", "activeFlag")
                .filter(tenant::has)
                .toList();
        if (table.isEmpty() && !more.isEmpty()) {
            problems.add(
                    tenant.line(),
                    "'tenant' has " + String.join(", ", more) + " and does not name the table they belong to.",
                    "Add the field 'table'.");
        }
        return table.map(name -> new RootDeclaration(
                name,
                tenant.textOrNull("key"),
                tenant.textOrNull("name"),
                tenant.textOrNull("activeWhere"),
                tenant.node("activeFlag")
                        .flatMap(node -> Fields.read(node, "'activeFlag'", problems, DeclarationsReader::readFlag))
                        .orElse(null)));
    }

    private static Optional<RootTable.ActiveFlag> readFlag(Fields flag) {
        Optional<String> column = flag.required("column");
        Optional<String> active = flag.required("active");
        Optional<String> inactive = flag.required("inactive");
        return column.isPresent() && active.isPresent() && inactive.isPresent()
                ? Optional.of(new RootTable.ActiveFlag(column.get(), active.get(), inactive.get()))
                : Optional.empty();
    }

    private void readAccepted(Fields top) {
        if (!top.has("accepted")) {
            return;
        }
        Map<TableName, Set<String>> accepted = new TreeMap<>();
        for (Node.Entry entry : top.entries("accepted")) {
            Set<String> columns = new TreeSet<>();
            if (entry.value() instanceof Node.Sequence sequence) {
                sequence.items()
                        .forEach(item -> top.text(item, "an accepted column of '" + entry.key() + "'")
                                .ifPresent(columns::add));
            } else {
                problems.add(
                        entry.line(),
                        "'accepted' lists the columns of each table; '" + entry.key() + "' has "
                                + entry.value().kind() + ".",
                        null);
            }
            top.table(entry.key(), entry.line()).ifPresent(table -> accepted.put(table, columns));
        }
        declarations.accepted(accepted);
    }
}
