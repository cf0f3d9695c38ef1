// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.catalog.ProposedDeclarations;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code catalog init} wrote.
 *
 * @param file the file
 * @param schema the schema it describes
 * @param proposed what stands in the file
 */
public record ProposalReport(Path file, DatabaseSchema schema, ProposedDeclarations proposed) {

    /** {@code {file, tables, undecided[], remarks{table: []}}}. */
    public ObjectNode json() {
        ObjectNode document = Json.object();
        document.put("file", file.toAbsolutePath().toString());
        document.put("tables", schema.tables().size());
        document.set("undecided", Json.texts(proposed.undecided().keySet()));
        ObjectNode remarks = document.putObject("remarks");
        proposed.remarks().forEach((table, sentences) -> remarks.set(table.toString(), Json.texts(sentences)));
        return document;
    }

    /** The file, and what a person should look at in it. */
    public String text(Style style) {
        StringBuilder text = new StringBuilder();
        text.append(style.good("Wrote"))
                .append(' ')
                .append(file.toAbsolutePath())
                .append(" for ")
                .append(Quantities.count(schema.tables().size(), "table"))
                .append(".\n");
        for (Map.Entry<TableName, List<String>> remark : proposed.remarks().entrySet()) {
            text.append("  ").append(style.bold(remark.getKey().toString())).append('\n');
            remark.getValue()
                    .forEach(sentence -> text.append("    ").append(sentence).append('\n'));
        }
        if (proposed.undecided().isEmpty()) {
            text.append("Read every proposal, correct it, and use the file with --catalog ")
                    .append(file)
                    .append(".\n");
        } else {
            text.append(style.warning(Quantities.count(proposed.undecided().size(), "table") + " undecided: "))
                    .append(String.join(
                            ", ",
                            proposed.undecided().keySet().stream()
                                    .map(TableName::toString)
                                    .toList()))
                    .append(".\nUntil somebody decides whose their rows are, the file is refused.\n");
        }
        return text.toString();
    }
}
