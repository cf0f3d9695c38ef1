// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@link Tombstone} to JSON and back. */
final class TombstoneJson {

    private static final String FORMAT = "tenant-backup-tombstone";

    /** Between what is signed and the signature; at most once in a tombstone. */
    private static final String BORDER = ",\n  \"" + SignatureJson.FIELD + "\": {";

    private TombstoneJson() {}

    static byte[] write(Tombstone tombstone) {
        Signature signature = tombstone.signature();
        return JsonText.write(json -> {
            content(json, tombstone);
            if (signature != null) {
                SignatureJson.write(json, signature);
            }
        });
    }

    /** What a signature covers: all bytes but the end of the outer object. */
    static byte[] content(Tombstone tombstone) {
        String text = new String(JsonText.write(json -> content(json, tombstone)), StandardCharsets.ISO_8859_1);
        return latin1(text.substring(0, text.lastIndexOf("\n}")));
    }

    static Tombstone read(byte[] bytes, SignaturePolicy policy) {
        try {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int border = text.indexOf(BORDER);
            if (border != text.lastIndexOf(BORDER)) {
                throw new MalformedDocumentException(SignatureJson.FIELD + " is there twice");
            }
            Signature signature =
                    border < 0 ? null : SignatureJson.read(JsonObject.parse(latin1("{" + text.substring(border + 1))));
            byte[] content = latin1(border < 0 ? text : text.substring(0, border));
            policy.fault(signature, content).ifPresent(fault -> {
                throw new ArchiveException(Problem.of("Cannot read a tombstone: " + fault.message() + ".")
                        .withHint(fault.hint().orElse(null)));
            });
            return read(JsonObject.parse(border < 0 ? content : latin1(text.substring(0, border) + "}")), signature);
        } catch (MalformedDocumentException e) {
            throw new ArchiveException(Problem.of("Cannot read a tombstone: " + e.getMessage() + "."), e);
        }
    }

    private static Tombstone read(JsonObject json, @Nullable Signature signature) {
        FormatVersion.check(json, FORMAT);
        JsonObject previous = json.optionalObject("previous");
        return json.checked(() -> new Tombstone(
                json.parsed("id", "a backup id", BackupId::of),
                json.has("tenant") ? json.parsed("tenant", "a tenant id", TenantId::of) : null,
                json.time("deletedAt"),
                json.text("actor"),
                json.text("reason"),
                json.has("contentSha256") ? json.digest("contentSha256") : null,
                previous == null ? null : LinkJson.read(previous),
                signature));
    }

    private static void content(JsonGenerator json, Tombstone tombstone) throws IOException {
        json.writeStringField("format", FORMAT);
        json.writeNumberField("formatVersion", Manifest.FORMAT_VERSION);
        json.writeStringField("id", tombstone.id().value());
        TenantId tenant = tombstone.tenant();
        JsonText.optional(json, "tenant", tenant == null ? null : tenant.value());
        json.writeStringField("deletedAt", tombstone.deletedAt().toString());
        json.writeStringField("actor", tombstone.actor());
        json.writeStringField("reason", tombstone.reason());
        Digest contentSha256 = tombstone.contentSha256();
        JsonText.optional(json, "contentSha256", contentSha256 == null ? null : contentSha256.hex());
        BackupRecord.Link previous = tombstone.previous();
        if (previous != null) {
            LinkJson.write(json, previous);
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
