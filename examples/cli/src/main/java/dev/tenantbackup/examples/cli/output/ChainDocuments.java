// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.ChainHead;
import dev.tenantbackup.repository.ChainProblem;
import dev.tenantbackup.repository.ChainReport;
import java.util.List;

/** The JSON document of {@code backup chain}. */
public final class ChainDocuments {

    private ChainDocuments() {}

    /** All chains: {@code {whole, chains[], unreadable[]}}. */
    public static ObjectNode of(List<ChainReport> reports, List<Problem> unreadable, boolean whole) {
        ObjectNode document = Json.object();
        document.put("whole", whole);
        document.set("chains", Json.array(reports, ChainDocuments::chain));
        document.set("unreadable", Json.array(unreadable, problem -> {
            ObjectNode node = Json.object();
            node.put("backup", problem.backup().orElse(null));
            node.put("message", problem.message());
            node.put("hint", problem.hint().orElse(null));
            return node;
        }));
        return document;
    }

    private static ObjectNode chain(ChainReport report) {
        ObjectNode node = Json.object();
        node.put("tenant", report.tenant().value());
        node.put("whole", report.isWhole());
        node.put("backups", report.backups());
        node.put("tombstones", report.tombstones());
        node.put("chainHead", report.head().map(ChainHead::toString).orElse(null));
        node.set("problems", Json.array(report.problems(), ChainDocuments::problem));
        return node;
    }

    private static ObjectNode problem(ChainProblem problem) {
        ObjectNode node = Json.object();
        node.put("kind", Json.word(problem.kind()));
        node.put("backup", problem.backup().value());
        node.put("message", problem.problem().message());
        node.put("hint", problem.problem().hint().orElse(null));
        return node;
    }
}
