// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.NoteName;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An incident as a JSON document. */
final class IncidentJson {

    private static final int FORMAT_VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private IncidentJson() {}

    static byte[] toBytes(Incident incident) {
        ObjectNode json = JSON.createObjectNode();
        json.put("formatVersion", FORMAT_VERSION);
        json.put("incidentId", incident.id().value());
        json.put("tenant", incident.tenant().value());
        json.put("what", incident.what());
        json.put("actor", incident.actor().name());
        json.put("openedAt", incident.openedAt().toString());
        ArrayNode steps = json.putArray("steps");
        incident.entries().forEach(entry -> write(entry, steps.addObject()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an incident could not be written", impossible);
        }
    }

    private static void write(StepEntry entry, ObjectNode json) {
        json.put("step", entry.step().word());
        json.put("outcome", entry.outcome().word());
        json.put("at", entry.at().toString());
        json.put("actor", entry.actor().name());
        ObjectNode facts = json.putObject("facts");
        entry.facts().forEach(facts::put);
        ArrayNode remarks = json.putArray("remarks");
        entry.remarks().forEach(remarks::add);
    }

    /**
     * The incident that some bytes tell of.
     *
     * @throws ArchiveException if they tell of none, or in a newer format
     */
    static Incident parse(NoteName name, byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int version = json.path("formatVersion").asInt();
            if (version != FORMAT_VERSION) {
                throw new IllegalArgumentException("format version " + version);
            }
            List<StepEntry> entries = new ArrayList<>();
            json.path("steps").forEach(entry -> entries.add(entry(entry)));
            return new Incident(
                    IncidentId.of(text(json, "incidentId")),
                    TenantId.of(text(json, "tenant")),
                    text(json, "what"),
                    Actor.of(text(json, "actor")),
                    Instant.parse(text(json, "openedAt")),
                    entries);
        } catch (IOException | IllegalArgumentException | DateTimeParseException damaged) {
            throw new ArchiveException(
                    Problem.of("The record '" + name + "' of an incident can't be read.")
                            .withHint("use a newer version of this library, or open another incident."),
                    damaged);
        }
    }

    private static StepEntry entry(JsonNode json) {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        List<String> remarks = new ArrayList<>();
        json.path("remarks").forEach(remark -> remarks.add(remark.asText()));
        return new StepEntry(
                IncidentStep.valueOf(text(json, "step").toUpperCase(Locale.ROOT)),
                Outcome.valueOf(text(json, "outcome").toUpperCase(Locale.ROOT)),
                Instant.parse(text(json, "at")),
                Actor.of(text(json, "actor")),
                facts,
                remarks);
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("there is no " + field);
        }
        return text;
    }
}
