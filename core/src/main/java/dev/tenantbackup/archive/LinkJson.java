// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.model.BackupId;
import java.io.IOException;

/** The earlier backup that a record or a tombstone names, as a field of it. */
final class LinkJson {

    private LinkJson() {}

    static void write(JsonGenerator json, BackupRecord.Link previous) throws IOException {
        json.writeObjectFieldStart("previous");
        json.writeStringField("id", previous.id().value());
        json.writeStringField("contentSha256", previous.contentSha256().hex());
        json.writeEndObject();
    }

    static BackupRecord.Link read(JsonObject previous) {
        return new BackupRecord.Link(
                previous.parsed("id", "a backup id", BackupId::of), previous.digest("contentSha256"));
    }
}
