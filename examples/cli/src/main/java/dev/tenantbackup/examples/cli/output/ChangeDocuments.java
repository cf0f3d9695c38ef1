// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The JSON documents of {@code restore}, {@code clone}, {@code undo} and {@code diff}. */
public final class ChangeDocuments {

    private ChangeDocuments() {}

    /** What was done. */
    public static ObjectNode result(RestoreResult result) {
        ObjectNode document = Json.object();
        document.put("tenant", result.tenant().value());
        document.put("verified", result.verified());
        document.put("exclusive", result.exclusive());
        document.set("rows", counts(result.total()));
        document.set("tables", tables(result.tables(), (table, changes) -> {}));
        document.put("restoreId", result.id().value());
        document.set("changedDuring", Json.array(result.changedDuring(), row -> {
            ObjectNode node = Json.object();
            node.put("table", row.table().toString());
            node.set("key", Json.key(row.key()));
            return node;
        }));
        document.put("safetyBackup", result.safety().map(BackupId::value).orElse(null));
        document.set("rules", Json.array(result.rules(), ChangeDocuments::rule));
        document.set("effects", Json.array(result.effects(), ChangeDocuments::effect));
        document.set("files", files(result.files()));
        document.set("notes", Json.texts(result.notes()));
        document.put("durationMillis", result.duration().toMillis());
        return document;
    }

    /** What was cloned; the map of keys is there if it was asked for. */
    public static ObjectNode clone(CloneResult result, String name) {
        ObjectNode document = result(result.restore());
        document.put("source", result.source().value());
        document.put("name", name);
        if (!result.keys().isEmpty()) {
            ObjectNode keys = document.putObject("keys");
            result.keys().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(table -> {
                ObjectNode mapping = keys.putObject(table.getKey().toString());
                table.getValue().forEach(mapping::put);
            });
        }
        return document;
    }

    /** What would be done. */
    public static ObjectNode plan(RestorePlan plan) {
        ObjectNode document = Json.object();
        document.put("backup", plan.backup());
        document.put("tenant", plan.target().map(TenantId::value).orElse(null));
        document.put("newName", plan.newName());
        document.put("mode", Json.word(plan.mode()));
        document.put("applicable", plan.isApplicable());
        document.set("rows", counts(plan.total()));
        document.set("tables", tables(plan.tables(), ChangeDocuments::addKeys));
        document.set("drift", DriftOutput.document(plan.drift()));
        document.set("conflicts", Json.array(plan.conflicts(), ChangeDocuments::conflict));
        document.set("rules", Json.array(plan.rules(), ChangeDocuments::rule));
        document.set("effects", Json.array(plan.effects(), ChangeDocuments::effect));
        document.set("files", files(plan.files()));
        document.set("notes", Json.texts(plan.notes()));
        return document;
    }

    private static ObjectNode tables(Map<TableName, TableChanges> tables, BiConsumer<ObjectNode, TableChanges> more) {
        ObjectNode node = Json.object();
        tables.forEach((table, changes) -> {
            ObjectNode counts = counts(changes);
            more.accept(counts, changes);
            node.set(table.toString(), counts);
        });
        return node;
    }

    private static ObjectNode counts(TableChanges changes) {
        ObjectNode node = Json.object();
        node.put("inserted", changes.inserted());
        node.put("updated", changes.updated());
        node.put("deleted", changes.deleted());
        node.put("unchanged", changes.unchanged());
        node.put("kept", changes.kept());
        return node;
    }

    private static void addKeys(ObjectNode table, TableChanges changes) {
        ObjectNode keys = table.putObject("sampleKeys");
        keys.set("inserted", Json.array(changes.insertedKeys(), Json::key));
        keys.set("updated", Json.array(changes.updatedKeys(), Json::key));
        keys.set("deleted", Json.array(changes.deletedKeys(), Json::key));
    }

    private static ObjectNode files(FileChanges files) {
        ObjectNode node = Json.object();
        node.put("put", files.put());
        node.put("replaced", files.replaced());
        node.put("kept", files.kept());
        node.put("unchanged", files.unchanged());
        node.set("missing", Json.texts(files.missing()));
        node.set("left", Json.texts(files.left()));
        return node;
    }

    private static ObjectNode conflict(Conflict conflict) {
        return remark(
                Json.word(conflict.kind()),
                conflict.table(),
                conflict.message(),
                conflict.advice().orElse(null),
                conflict.count(),
                conflict.samples(),
                conflict.otherTenants());
    }

    private static ObjectNode rule(FiredRule rule) {
        ObjectNode node = Json.object();
        node.put("table", rule.table().toString());
        node.put("rule", rule.rule());
        node.put("rows", rule.rows());
        return node;
    }

    private static ObjectNode effect(Effect effect) {
        ObjectNode node = Json.object();
        node.put("kind", Json.word(effect.kind()));
        node.put("table", effect.table().toString());
        node.put("message", effect.message());
        node.put("rows", effect.rows());
        return node;
    }

    static ObjectNode remark(
            String kind,
            TableName table,
            String message,
            @Nullable String hint,
            long count,
            List<RowKey> keys,
            List<TenantId> otherTenants) {
        ObjectNode node = Json.object();
        node.put("kind", kind);
        node.put("table", table.toString());
        node.put("message", message);
        node.put("hint", hint);
        node.put("count", count);
        node.set("samples", Json.array(keys, Json::key));
        node.set(
                "otherTenants",
                Json.texts(otherTenants.stream().map(TenantId::value).toList()));
        return node;
    }
}
