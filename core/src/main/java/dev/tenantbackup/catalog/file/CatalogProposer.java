// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.ProposedDeclarations;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a first catalog file: everything given, everything that schema and values suggest, and a list of what only a
 * person can decide. As long as that list is not empty, reading the file fails and names its tables.
 */
public final class CatalogProposer {

    private static final int WIDTH = 110;

    private CatalogProposer() {}

    /**
     * The text of the file. In YAML each proposal stands below the reason for it; JSON has no room for reasons.
     *
     * @param given what is known already: at least the tenant table or the tenant column
     * @throws dev.tenantbackup.model.CatalogException if what is given contradicts the schema
     */
    public static String propose(
            DatabaseSchema schema, SchemaProbe probe, CatalogDeclarations given, CatalogFormat format) {
        ProposedDeclarations proposed = DeclaredCatalog.of(given).propose(schema, probe);
        Map<TableName, List<String>> comments = new TreeMap<>();
        proposed.remarks()
                .forEach((table, sentences) -> comments.put(
                        table,
                        sentences.stream()
                                .flatMap(sentence -> wrapped(sentence).stream())
                                .toList()));
        Node.Mapping declared = new DeclarationsWriter(comments).document(proposed.declarations());
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : declared.entries()) {
            if (entry.key().equals("tables") && !proposed.undecided().isEmpty()) {
                entries.add(undecided(proposed.undecided()));
            }
            entries.add(new Node.Entry(entry.key(), entry.value(), 0, commentsAbove(entry.key(), schema)));
        }
        Node.Mapping document = new Node.Mapping(entries, 0);
        return format == CatalogFormat.JSON ? JsonPrinter.print(document) : YamlPrinter.print(document);
    }

    private static Node.Entry undecided(Map<TableName, String> tables) {
        List<String> comments = new ArrayList<>(List.of(
                "Nothing suggests whose the rows of these tables are. Move each to 'tables' below and give it an owner, or",
                "make it shared or excluded; until then this file is refused. Their columns:"));
        tables.forEach((table, columns) -> comments.addAll(wrapped("  " + table + ": " + columns)));
        return new Node.Entry(
                "undecided",
                DeclarationsWriter.sequence(
                        tables.keySet().stream().map(TableName::toString).toList()),
                0,
                comments);
    }

    private static List<String> commentsAbove(String section, DatabaseSchema schema) {
        return switch (section) {
            case "version" ->
                List.of(
                        "Whose rows the tables of this database hold (" + schema.product() + " " + schema.version()
                                + ", " + schema.tables().size() + " tables).",
                        "Tables that are not listed follow from the tenant column and from foreign keys that every row must have.",
                        "Read every proposal, correct it, and keep this file under version control. docs/catalog.md explains it.");
            case "accepted" ->
                List.of("The tables and columns that a person has seen: whatever comes later is a finding.");
            default -> List.of();
        };
    }

    private static List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
