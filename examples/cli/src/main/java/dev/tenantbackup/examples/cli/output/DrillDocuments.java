// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.drill.Clearance;
import dev.tenantbackup.drill.DrillHistory;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.model.Problem;
import java.nio.charset.StandardCharsets;

/** The JSON documents of {@code drill}: reports as they are stored. */
public final class DrillDocuments {

    private DrillDocuments() {}

    /** One report. */
    public static JsonNode of(DrillReport report) {
        return JsonWriter.parse(new String(report.toBytes(), StandardCharsets.UTF_8));
    }

    /** {@code {drills[], unreadable[]}}. */
    public static ObjectNode of(DrillHistory history) {
        ObjectNode document = Json.object();
        document.set("drills", Json.array(history.drills(), DrillDocuments::of));
        document.set(
                "unreadable",
                Json.texts(history.unreadable().stream().map(Problem::message).toList()));
        return document;
    }

    /** {@code {cleared[], left[]}}. */
    public static ObjectNode of(Clearance clearance) {
        ObjectNode document = Json.object();
        document.set("cleared", Json.array(clearance.cleared(), DrillDocuments::of));
        document.set(
                "left",
                Json.texts(clearance.left().stream().map(Problem::message).toList()));
        return document;
    }
}
