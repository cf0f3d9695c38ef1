// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import dev.tenantbackup.examples.benchmarks.measure.Sample;

/** A report as one JSON document, every run of every round included. */
public final class JsonReport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() {}

    public static String of(Report report) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("measuredAt", report.measuredAt().toString());
        ObjectNode environment = document.putObject("environment");
        report.environment().forEach(environment::put);
        ArrayNode products = document.putArray("products");
        for (Report.ProductResults results : report.results()) {
            ObjectNode product = products.addObject();
            product.put("product", results.product());
            ArrayNode parts = product.putArray("parts");
            results.results().forEach(result -> add(parts.addObject(), result));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values can always be written", impossible);
        }
    }

    private static void add(ObjectNode part, Result result) {
        part.put("id", result.comparison().id());
        part.put("ours", result.comparison().ours().name());
        part.put("baseline", result.comparison().baseline().name());
        part.put("limit", result.comparison().limit());
        part.put("ratio", result.ratio());
        part.put("met", result.met());
        ArrayNode rounds = part.putArray("rounds");
        for (Round round : result.rounds()) {
            ObjectNode node = rounds.addObject();
            node.put("ratio", round.ratio());
            add(node.putObject("baseline"), round.baseline());
            add(node.putObject("ours"), round.ours());
        }
    }

    private static void add(ObjectNode node, Sample sample) {
        node.put("seconds", sample.seconds());
        node.put("rows", sample.outcome().rows());
        node.put("textBytes", sample.outcome().textBytes());
        node.put("writtenBytes", sample.outcome().writtenBytes());
        node.put("peakHeapBytes", sample.memory().heapBytes());
        sample.memory().residentBytes().ifPresent(bytes -> node.put("peakResidentBytes", bytes));
    }
}
