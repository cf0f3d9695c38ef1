// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Proposal;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import java.util.Collection;
import java.util.Locale;

/** A catalog as a JSON document. */
final class JsonRendering {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Catalog catalog;

    JsonRendering(Catalog catalog) {
        this.catalog = catalog;
    }

    String render() {
        ObjectNode document = JSON.objectNode();
        document.put("product", catalog.schema().product());
        document.put("version", catalog.schema().version());
        catalog.schema().recordedHead().ifPresent(head -> document.put("schemaHead", head.toString()));
        document.put("complete", catalog.isComplete());
        document.set("root", root());
        ObjectNode tables = document.putObject("tables");
        catalog.tables().forEach(table -> tables.set(table.name().toString(), table(table)));
        ArrayNode unclassified = document.putArray("unclassified");
        catalog.unclassified().forEach((table, proposal) -> {
            ObjectNode node = unclassified.addObject();
            node.put("table", table.toString());
            node.set("proposal", proposal.map(JsonRendering::proposal).orElse(JSON.nullNode()));
        });
        ArrayNode findings = document.putArray("findings");
        catalog.findings().forEach(finding -> findings.add(finding(finding)));
        return document.toPrettyString() + "\n";
    }

    private JsonNode root() {
        return catalog.root()
                .<JsonNode>map(root -> {
                    ObjectNode node = JSON.objectNode();
                    node.put("table", root.table().toString());
                    node.put("keyColumn", root.keyColumn());
                    node.put("nameColumn", root.nameColumn());
                    node.put("activeWhere", root.activeWhere());
                    return node;
                })
                .orElse(JSON.nullNode());
    }

    private JsonNode table(CatalogTable table) {
        ObjectNode node = JSON.objectNode();
        node.put("ownership", table.ownership().kind());
        node.put("path", OwnershipWords.path(catalog, table));
        node.set("primaryKey", texts(table.schema().keyColumns()));
        ArrayNode references = node.putArray("references");
        table.references().forEach(reference -> references.add(reference(reference)));
        ArrayNode files = node.putArray("files");
        table.files()
                .forEach(file -> files.addObject()
                        .put("column", file.column())
                        .put("bytes", file.bytesColumn())
                        .put("sha256", file.sha256Column()));
        return node;
    }

    private static JsonNode reference(Reference reference) {
        ObjectNode node = JSON.objectNode();
        node.put("name", reference.name());
        node.set("columns", texts(reference.columns()));
        node.put("parent", reference.parent().toString());
        node.set("parentColumns", texts(reference.parentColumns()));
        node.put("enforced", reference.enforced());
        reference
                .condition()
                .ifPresentOrElse(
                        when -> node.putObject("when")
                                .put("column", when.column())
                                .put("value", when.value()),
                        () -> node.putNull("when"));
        return node;
    }

    private static JsonNode proposal(Proposal proposal) {
        ObjectNode node = JSON.objectNode();
        node.put("ownership", proposal.ownership().kind());
        node.put("path", OwnershipWords.alone(proposal.ownership()));
        node.put("reason", proposal.reason());
        if (proposal.ownership() instanceof Ownership.Shared shared) {
            node.set("naturalKey", texts(shared.naturalKey()));
        }
        return node;
    }

    private static JsonNode finding(Finding finding) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        node.put("table", finding.table().toString());
        node.put("message", finding.message());
        node.put("hint", finding.hint());
        node.put("count", finding.count());
        ArrayNode samples = node.putArray("samples");
        finding.samples().stream().map(RowKey::toString).forEach(samples::add);
        return node;
    }

    private static ArrayNode texts(Collection<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
