// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.drill.DrillReport.Complaint;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bytes of a drill's report: one JSON object, times in milliseconds, of which a reader ignores what it doesn't know. */
final class DrillJson {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private DrillJson() {}

    static byte[] write(DrillReport report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("formatVersion", VERSION);
        json.put("drill", report.id().value());
        json.put("kind", word(report.kind()));
        json.put("outcome", report.outcome().word());
        json.put("good", report.isGood());
        json.put("startedAt", report.startedAt().toString());
        json.put("renewedAt", report.renewedAt().toString());
        json.put("actor", report.actor());
        json.put("tenant", report.tenant() == null ? null : report.tenant().value());
        json.put("backup", report.backup() == null ? null : report.backup().value());
        json.put(
                "snapshotAt",
                report.snapshotAt() == null ? null : report.snapshotAt().toString());
        json.put("seed", report.seed());
        json.set("scratch", scratch(report.scratch()));
        ArrayNode phases = json.putArray("phases");
        report.phases().forEach(phase -> phases.add(phase(phase)));
        json.put("rows", report.rows());
        json.put("rtoMillis", millis(report.rto().orElse(null)));
        json.put("rpoMillis", millis(report.rpo()));
        ObjectNode objectives = json.putObject("objectives");
        objectives.put("rtoMillis", millis(report.objectives().rto()));
        objectives.put("rpoMillis", millis(report.objectives().rpo()));
        objectives.put("rto", word(report.rtoJudgement()));
        objectives.put("rpo", word(report.rpoJudgement()));
        json.set("problem", report.complaint().map(DrillJson::complaint).orElse(null));
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report could not be written", impossible);
        }
    }

    private static ObjectNode scratch(Scratch scratch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("target", scratch.target());
        json.put("name", scratch.name());
        ArrayNode tenants = json.putArray("tenants");
        scratch.tenants().forEach(tenant -> tenants.add(tenant.value()));
        json.put("discarded", scratch.discarded());
        return json;
    }

    private static ObjectNode phase(DrillPhase phase) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", phase.name());
        json.put("millis", phase.duration().toMillis());
        json.put("recovery", phase.recovery());
        return json;
    }

    private static ObjectNode complaint(Complaint problem) {
        ObjectNode json = JSON.createObjectNode();
        json.put("message", problem.message());
        json.put("hint", problem.hint());
        return json;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static DrillReport parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int version = json.path("formatVersion").intValue();
            if (version > VERSION) {
                throw new ArchiveException(Problem.of("The report of drill '"
                                + json.path("drill").asText() + "' has format version " + version
                                + ", and this library reads up to " + VERSION + ".")
                        .withHint("use the library that wrote it, or a newer one."));
            }
            return report(json);
        } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
            throw new ArchiveException(
                    Problem.of("The report of a drill is damaged.")
                            .withHint("nothing depends on it but the history of drills; it may be deleted."),
                    damaged);
        }
    }

    private static DrillReport report(JsonNode json) {
        String tenant = textOrNull(json, "tenant");
        String backup = textOrNull(json, "backup");
        String snapshotAt = textOrNull(json, "snapshotAt");
        JsonNode objectives = json.path("objectives");
        JsonNode problem = json.path("problem");
        return new DrillReport(
                DrillId.of(text(json, "drill")),
                Kind.valueOf(text(json, "kind").toUpperCase(Locale.ROOT)),
                DrillOutcome.valueOf(text(json, "outcome").toUpperCase(Locale.ROOT)),
                Instant.parse(text(json, "startedAt")),
                Instant.parse(text(json, "renewedAt")),
                text(json, "actor"),
                tenant == null ? null : TenantId.of(tenant),
                backup == null ? null : BackupId.of(backup),
                snapshotAt == null ? null : Instant.parse(snapshotAt),
                json.hasNonNull("seed") ? json.path("seed").longValue() : null,
                scratch(json.path("scratch")),
                phases(json.path("phases")),
                json.path("rows").longValue(),
                duration(json, "rpoMillis"),
                new DrillObjectives(duration(objectives, "rtoMillis"), duration(objectives, "rpoMillis")),
                problem.isObject() ? new Complaint(text(problem, "message"), textOrNull(problem, "hint")) : null,
                texts(json.path("notes")));
    }

    private static Scratch scratch(JsonNode json) {
        return new Scratch(
                text(json, "target"),
                text(json, "name"),
                texts(json.path("tenants")).stream().map(TenantId::of).toList(),
                json.path("discarded").booleanValue());
    }

    private static List<DrillPhase> phases(JsonNode array) {
        List<DrillPhase> phases = new ArrayList<>();
        array.forEach(phase -> phases.add(new DrillPhase(
                text(phase, "name"),
                Duration.ofMillis(phase.path("millis").longValue()),
                phase.path("recovery").booleanValue())));
        return phases;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable Duration duration(JsonNode json, String field) {
        return json.hasNonNull(field) ? Duration.ofMillis(json.path(field).longValue()) : null;
    }

    private static @Nullable String textOrNull(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    private static String text(JsonNode json, String field) {
        String text = textOrNull(json, field);
        if (text == null) {
            throw new IllegalArgumentException("there is no " + field);
        }
        return text;
    }
}
