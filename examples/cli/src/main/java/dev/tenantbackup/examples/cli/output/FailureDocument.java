// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import picocli.CommandLine.ParameterException;

/**
 * A failure as it is shown: the same words for people and for programs.
 *
 * @param kind a stable word: the library's own, {@code usage} for a command line that can't be understood, {@code
 *     internal} for a failure nobody expected
 * @param problem what happened, to whom, and what to do
 * @param all where the catalog is incomplete: each problem by itself
 */
public record FailureDocument(String kind, Problem problem, List<Problem> all) {

    public FailureDocument {
        all = List.copyOf(all);
    }

    public static FailureDocument of(Throwable failure) {
        if (failure instanceof CatalogException incomplete) {
            return new FailureDocument(incomplete.kind(), incomplete.problem(), incomplete.all());
        }
        if (failure instanceof TenantBackupException known) {
            return new FailureDocument(known.kind(), known.problem(), List.of());
        }
        if (failure instanceof ParameterException wrong) {
            String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
            return new FailureDocument(
                    "usage",
                    Problem.of(sentence(String.valueOf(wrong.getMessage()))).withHint("See: " + command + " --help"),
                    List.of());
        }
        return new FailureDocument(
                "internal",
                Problem.of("Unexpected failure: " + failure)
                        .withHint("Run the command again with --debug, and report what it shows."),
                List.of());
    }

    private static String sentence(String message) {
        String line = message.strip();
        line = line.startsWith("Error: ") ? line.substring("Error: ".length()) : line;
        return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
    }

    /** {@code {error: {kind, message, hint, tenant, table, key}}}, all six always there. */
    public ObjectNode json(Passwords passwords) {
        ObjectNode document = Json.object();
        ObjectNode error = document.putObject("error");
        error.put("kind", kind);
        fill(error, problem, passwords);
        if (!all.isEmpty()) {
            error.set("problems", Json.array(all, each -> {
                ObjectNode node = Json.object();
                fill(node, each, passwords);
                return node;
            }));
        }
        return document;
    }

    private static void fill(ObjectNode node, Problem problem, Passwords passwords) {
        node.put("message", passwords.mask(problem.message()));
        node.put("hint", problem.hint().map(passwords::mask).orElse(null));
        node.put("tenant", problem.tenant().map(TenantId::value).orElse(null));
        node.put("table", problem.table().map(TableName::toString).orElse(null));
        node.set("key", problem.key().map(Json::key).orElse(null));
    }

    /** The fact, and the hint on a line of its own. */
    public String text(Style style, Passwords passwords) {
        StringBuilder text = new StringBuilder(style.bad("Error:"))
                .append(' ')
                .append(passwords.mask(problem.message()))
                .append('\n');
        problem.hint()
                .ifPresent(hint -> text.append("  ")
                        .append(style.bold("Hint:"))
                        .append(' ')
                        .append(passwords.mask(hint))
                        .append('\n'));
        return text.toString();
    }
}
