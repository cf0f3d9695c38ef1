// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import java.util.List;

/** The JSON documents of the {@code incident} commands. */
public final class IncidentDocuments {

    private IncidentDocuments() {}

    /** {@code {incidents[]}}. */
    public static ObjectNode of(List<Incident> incidents) {
        ObjectNode document = Json.object();
        document.set("incidents", Json.array(incidents, IncidentDocuments::of));
        return document;
    }

    /** {@code {incidentId, tenant, what, actor, openedAt, next, closed, steps[]}}. */
    public static ObjectNode of(Incident incident) {
        ObjectNode document = Json.object();
        document.put("incidentId", incident.id().value());
        document.put("tenant", incident.tenant().value());
        document.put("what", incident.what());
        document.put("actor", incident.actor().name());
        document.put("openedAt", incident.openedAt().toString());
        document.put(
                "next",
                incident.isClosed()
                        ? null
                        : incident.next().map(IncidentStep::word).orElse(null));
        document.put("closed", incident.isClosed());
        document.set("steps", Json.array(incident.entries(), entry -> {
            ObjectNode node = Json.object();
            node.put("step", entry.step().word());
            node.put("outcome", entry.outcome().word());
            node.put("at", entry.at().toString());
            node.put("actor", entry.actor().name());
            ObjectNode facts = node.putObject("facts");
            entry.facts().forEach(facts::put);
            node.set("remarks", Json.texts(entry.remarks()));
            return node;
        }));
        return document;
    }
}
