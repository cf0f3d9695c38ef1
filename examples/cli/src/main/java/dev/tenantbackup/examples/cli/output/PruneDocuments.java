// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.retention.Decision;
import java.util.List;

/** The JSON documents of {@code backup prune}. */
public final class PruneDocuments {

    private PruneDocuments() {}

    /** What pruning keeps and deletes: {@code {pruned[], kept[], executed}}. */
    public static ObjectNode decisions(List<Decision> decisions, boolean executed) {
        ObjectNode document = Json.object();
        for (Decision.Verdict verdict : List.of(Decision.Verdict.PRUNE, Decision.Verdict.KEEP)) {
            document.set(
                    verdict == Decision.Verdict.PRUNE ? "pruned" : "kept",
                    Json.array(
                            decisions.stream()
                                    .filter(decision -> decision.verdict() == verdict)
                                    .toList(),
                            PruneDocuments::decision));
        }
        document.put("executed", executed);
        return document;
    }

    private static ObjectNode decision(Decision decision) {
        ObjectNode node = Json.object();
        node.put("backupId", decision.backup().id().value());
        node.put("tenant", decision.backup().tenant().value());
        node.put("kind", decision.backup().kind().word());
        node.put("createdAt", decision.backup().createdAt().toString());
        node.put("reason", decision.reason());
        node.set("reasons", Json.texts(decision.reasons()));
        return node;
    }
}
