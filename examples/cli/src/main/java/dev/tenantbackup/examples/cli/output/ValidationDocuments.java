// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.ValidateAllResult;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON documents of {@code backup validate}. */
public final class ValidationDocuments {

    private ValidationDocuments() {}

    /** One backup: {@code {backupId, valid, level, problems[], unchecked[], signedBy}}. */
    public static ObjectNode one(String backup, ValidationReport report) {
        ObjectNode document = Json.object();
        document.put("backupId", backup);
        document.put("valid", report.valid());
        document.put("signedBy", report.signedBy().map(VerifyingKey::id).orElse(null));
        document.put("level", level(report));
        document.set("problems", Json.array(report.problems(), ValidationDocuments::problem));
        document.set("unchecked", Json.texts(report.unchecked()));
        return document;
    }

    /** All of them, or a share: the same fields for all together, {@code backups[]}, and who was not examined. */
    public static ObjectNode all(ValidateAllResult result, Passwords passwords) {
        ObjectNode document = Json.object();
        document.put("valid", result.isValid());
        document.put("complete", result.isComplete());
        document.put("level", shallowest(result.reports().values()));
        List<Problem> problems = new ArrayList<>();
        result.reports()
                .forEach((backup, report) ->
                        report.problems().forEach(problem -> problems.add(problem.withBackup(backup.value()))));
        problems.addAll(result.unreadable());
        document.set("problems", Json.array(problems, ValidationDocuments::problem));
        document.set(
                "backups",
                Json.array(
                        result.reports().entrySet(), entry -> one(entry.getKey().value(), entry.getValue())));
        document.set("failed", Json.array(result.failed().entrySet(), failure -> {
            ObjectNode node = Json.object();
            node.put("backupId", failure.getKey().value());
            node.set(
                    "error",
                    FailureDocument.of(failure.getValue()).json(passwords).get("error"));
            return node;
        }));
        document.set("notReached", Json.texts(result.notReached()));
        document.put("doneBefore", result.doneBefore());
        document.put("inOtherShares", result.inOtherShares());
        return document;
    }

    private static @Nullable String shallowest(Collection<ValidationReport> reports) {
        if (reports.stream().anyMatch(report -> report.level() == null)) {
            return null;
        }
        return reports.stream()
                .min(Comparator.comparing(ValidationReport::level))
                .map(ValidationDocuments::level)
                .orElse(null);
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
