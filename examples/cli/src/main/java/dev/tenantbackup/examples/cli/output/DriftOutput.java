// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Impact;
import dev.tenantbackup.plan.SchemaDrift;
import dev.tenantbackup.schema.SchemaHead;
import java.util.List;

/** How far the schema has moved since a backup, for people and for programs. */
final class DriftOutput {

    private DriftOutput() {}

    /** What a person has to know; nothing where there is no more than what asks nothing of anybody. */
    static String text(SchemaDrift drift, Style style) {
        List<Difference> shown = drift.differences().stream()
                .filter(difference -> difference.impact() != Impact.COMPATIBLE)
                .toList();
        StringBuilder text = new StringBuilder();
        if (!drift.archivedHead().equals(drift.liveHead())) {
            text.append("Schema head: ")
                    .append(drift.archivedHead().map(SchemaHead::toString).orElse("none recorded"))
                    .append(" -> ")
                    .append(drift.liveHead().map(SchemaHead::toString).orElse("none recorded"))
                    .append('\n');
        }
        if (!shown.isEmpty()) {
            TextTable table = TextTable.withHeaders("Table", "column", "impact", ">rows", "");
            shown.forEach(difference -> table.row(
                    difference.table().toString(),
                    difference.inColumn().orElse(""),
                    Json.word(difference.impact()),
                    Quantities.countOrDash(difference.rows()),
                    difference.message()));
            text.append('\n').append(style.bold("Schema drift")).append('\n').append(table.render(style));
        }
        return text.toString();
    }

    static ObjectNode document(SchemaDrift drift) {
        ObjectNode node = Json.object();
        node.put("archivedHead", drift.archivedHead().map(SchemaHead::toString).orElse(null));
        node.put("liveHead", drift.liveHead().map(SchemaHead::toString).orElse(null));
        node.set("differences", Json.array(drift.differences(), DriftOutput::difference));
        return node;
    }

    private static ObjectNode difference(Difference difference) {
        ObjectNode node = Json.object();
        node.put("kind", Json.word(difference.kind()));
        node.put("impact", Json.word(difference.impact()));
        node.put("table", difference.table().toString());
        node.put("column", difference.inColumn().orElse(null));
        node.put("message", difference.message());
        node.put("rows", difference.rows());
        node.set("samples", Json.array(difference.samples(), Json::key));
        node.put("decision", difference.settledBy().orElse(null));
        return node;
    }
}
