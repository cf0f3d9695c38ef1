// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.jdbc.fence.FenceScript;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The JSON documents of the {@code fence} commands. */
public final class FenceDocuments {

    private FenceDocuments() {}

    /** {@code {product, statements[]}}. */
    public static ObjectNode script(FenceScript script) {
        ObjectNode document = Json.object();
        document.put("product", script.product());
        document.set("statements", Json.texts(script.statements()));
        return document;
    }

    /** {@code {fences[]}}. */
    public static ObjectNode raised(List<RaisedFence> raised) {
        ObjectNode document = Json.object();
        document.set("fences", Json.array(raised, FenceDocuments::fence));
        return document;
    }

    /** {@code {tenant, level, actor, reason, raisedAt, effective, effectiveSince}}. */
    public static ObjectNode fence(RaisedFence fence) {
        ObjectNode document = Json.object();
        document.put("tenant", fence.tenant().value());
        document.put("level", fence.level().word());
        document.put("actor", fence.actor().name());
        document.put("reason", fence.reason());
        document.put("raisedAt", fence.raisedAt().toString());
        document.put("effective", fence.isEffective());
        document.put("effectiveSince", fence.effective().map(Instant::toString).orElse(null));
        return document;
    }

    /** {@code {tenant, wasUp, fence}}. */
    public static ObjectNode lifted(TenantId tenant, Optional<RaisedFence> lifted) {
        ObjectNode document = Json.object();
        document.put("tenant", tenant.value());
        document.put("wasUp", lifted.isPresent());
        document.set("fence", lifted.map(FenceDocuments::fence).orElse(null));
        return document;
    }
}
