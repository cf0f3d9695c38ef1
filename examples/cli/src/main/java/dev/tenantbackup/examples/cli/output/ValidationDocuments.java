// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON documents of {@code backup validate}. */
public final class ValidationDocuments {

    private ValidationDocuments() {}

    /** One backup: {@code {valid, level, problems[]}}. */
    public static ObjectNode one(String backup, ValidationReport report) {
        ObjectNode document = Json.object();
        document.put("backupId", backup);
        document.put("valid", report.valid());
        document.put("level", level(report));
        document.set("problems", Json.array(report.problems(), ValidationDocuments::problem));
        document.set("unchecked", Json.texts(report.unchecked()));
        return document;
    }

    /** Several: the same fields for all together, and {@code backups[]}. */
    public static ObjectNode all(Map<String, ValidationReport> reports) {
        ObjectNode document = Json.object();
        document.put("valid", reports.values().stream().allMatch(ValidationReport::valid));
        document.put("level", shallowest(reports));
        document.set(
                "problems",
                Json.array(
                        reports.entrySet().stream()
                                .flatMap(entry -> entry.getValue().problems().stream()
                                        .map(problem -> problem.withBackup(entry.getKey())))
                                .toList(),
                        ValidationDocuments::problem));
        document.set("backups", Json.array(reports.entrySet(), entry -> one(entry.getKey(), entry.getValue())));
        return document;
    }

    private static @Nullable String shallowest(Map<String, ValidationReport> reports) {
        ValidationReport least = null;
        for (ValidationReport report : reports.values()) {
            if (report.level() == null) {
                return null;
            }
            if (least == null || (least.level() != null && report.level().compareTo(least.level()) < 0)) {
                least = report;
            }
        }
        return least == null ? null : level(least);
    }

    private static @Nullable String level(ValidationReport report) {
        return report.level() == null ? null : Json.word(report.level());
    }

    private static ObjectNode problem(Problem problem) {
        ObjectNode node = Json.object();
        node.put("message", problem.message());
        node.put("hint", problem.hint().orElse(null));
        node.put("backup", problem.backup().orElse(null));
        node.put("table", problem.table().map(TableName::toString).orElse(null));
        node.set("key", problem.key().map(Json::key).orElse(null));
        return node;
    }
}
