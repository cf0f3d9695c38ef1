// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.verify.OwnershipProblem;
import dev.tenantbackup.verify.TableFigures;
import dev.tenantbackup.verify.VerifyResult;

/** The JSON document of {@code verify}. */
public final class VerifyDocuments {

    private VerifyDocuments() {}

    /** {@code {tenant, sound, rows, tables, problems[], unchecked[]}}. */
    public static ObjectNode of(VerifyResult result) {
        ObjectNode document = Json.object();
        document.put("tenant", result.tenant().value());
        document.put("sound", result.sound());
        document.put("rows", result.rows());
        ObjectNode tables = document.putObject("tables");
        result.tables().forEach((table, figures) -> tables.set(table.toString(), figures(figures)));
        document.set("problems", Json.array(result.problems(), problem -> problem(result.tenant(), problem)));
        document.set("unchecked", Json.texts(result.unchecked()));
        document.put("seenAt", result.seenAt().toString());
        document.put("durationMillis", result.duration().toMillis());
        return document;
    }

    private static ObjectNode figures(TableFigures figures) {
        ObjectNode node = Json.object();
        node.put("ownership", figures.ownership());
        node.put("rows", figures.rows());
        node.put("tenantColumn", figures.column());
        if (figures.byColumn().isPresent()) {
            node.put("byColumn", figures.byColumn().getAsLong());
        } else {
            node.putNull("byColumn");
        }
        return node;
    }

    private static ObjectNode problem(TenantId tenant, OwnershipProblem problem) {
        ObjectNode node = Json.object();
        node.put("kind", Json.word(problem.kind()));
        node.put("table", problem.table().toString());
        node.put("along", problem.along());
        node.put("message", problem.message());
        node.put("hint", problem.hint());
        node.put("tenant", tenant.value());
        node.put("count", problem.rows());
        node.set("samples", Json.array(problem.samples(), sample -> {
            ObjectNode found = Json.object();
            found.set("key", Json.key(sample.key()));
            found.put("otherTenant", sample.otherTenant().map(TenantId::value).orElse(null));
            return found;
        }));
        return node;
    }
}
