// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What pruning keeps and deletes, for people. */
public final class PruneReports {

    private final Style style;

    public PruneReports(Style style) {
        this.style = style;
    }

    /** The groups in which backups are counted, each with its backups, newest first, and the reasons. */
    public String decisions(List<Decision> decisions, boolean executed) {
        if (decisions.isEmpty()) {
            return "No backups.\n";
        }
        Map<String, List<Decision>> groups = new TreeMap<>();
        for (Decision decision : decisions) {
            BackupRecord backup = decision.backup();
            groups.computeIfAbsent(
                            "Tenant " + backup.tenant() + ", " + backup.kind().word() + " backups",
                            name -> new ArrayList<>())
                    .add(decision);
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((name, members) -> text.append(style.bold(name))
                .append('\n')
                .append(table(members))
                .append('\n'));
        List<Decision> pruned = decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.PRUNE)
                .toList();
        long bytes =
                pruned.stream().mapToLong(decision -> decision.backup().bytes()).sum();
        return text.append(executed ? style.good("Deleted ") : "Would delete ")
                .append(Quantities.count(pruned.size(), "backup"))
                .append(", ")
                .append(Quantities.bytes(bytes))
                .append(".\n")
                .toString();
    }

    private String table(List<Decision> members) {
        TextTable table = TextTable.withHeaders("", "backup", ">size", "reason");
        for (Decision decision : members) {
            table.row(
                    decision.verdict() == Verdict.PRUNE ? "delete" : "keep",
                    decision.backup().id().value(),
                    Quantities.bytes(decision.backup().bytes()),
                    decision.reason());
        }
        return table.render(style);
    }
}
