// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.repository.Reconciliation;
import dev.tenantbackup.storage.ObjectKey;

/** What {@code storage reconcile} prints as JSON. */
public final class ReconcileDocuments {

    private ReconcileDocuments() {}

    /** {@code {sound, repaired, backups, findings[], unfinished[], unknown[]}}. */
    public static ObjectNode of(Reconciliation found, boolean repaired) {
        ObjectNode document = Json.object();
        document.put("sound", found.isSound());
        document.put("repaired", repaired);
        document.put("backups", found.backups());
        document.set("findings", Json.array(found.findings(), finding -> {
            ObjectNode node = Json.object();
            node.put("object", finding.stray().object().key().value());
            node.put("bytes", finding.stray().object().bytes());
            node.put("backupId", finding.stray().backup().value());
            node.put("kind", Json.word(finding.stray().kind()));
            node.put("outcome", Json.word(finding.outcome()));
            return node;
        }));
        document.set("unfinished", Json.array(found.unfinished(), unfinished -> {
            ObjectNode node = Json.object();
            node.put("name", unfinished.write().name());
            node.put("object", unfinished.write().target().map(ObjectKey::value).orElse(null));
            node.put("bytes", unfinished.write().bytes());
            node.put("lastWrittenAt", unfinished.write().lastWrittenAt().toString());
            node.put("outcome", Json.word(unfinished.outcome()));
            return node;
        }));
        document.set("unknown", Json.array(found.unknown(), object -> {
            ObjectNode node = Json.object();
            node.put("object", object.key().value());
            node.put("bytes", object.bytes());
            return node;
        }));
        return document;
    }
}
