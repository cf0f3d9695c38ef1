// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small signed archives to try things on, and their parts. */
final class SignedSamples {

    private static final BackupId OTHER_ID = BackupId.of("tenant_export_43_20260301020000");

    private SignedSamples() {}

    /** The small archive of {@link ArchiveSamples#archive()}, signed. */
    static byte[] archive(SigningKey key) {
        return ArchiveSamples.bytes(
                ArchiveOptions.DEFAULTS.withSigningKey(key),
                writer -> ArchiveSamples.write(ArchiveSamples.ID, ArchiveSamples.EXPORTED_AT, TenantId.of(42), writer));
    }

    /** Another tenant's archive of the same moment: entries of the same names and lengths, one text differs. */
    static byte[] lookAlike(SigningKey key) {
        List<Row> rows = new ArrayList<>(ArchiveSamples.MENU_ROWS);
        rows.set(0, Row.of("1", "Breakfest", "12.50", "true", rows.get(0).value(4), "00ff", "{\"a\": 12.50}", "IT"));
        return ArchiveSamples.bytes(
                ArchiveOptions.DEFAULTS.withSigningKey(key),
                writer -> ArchiveSamples.write(OTHER_ID, ArchiveSamples.EXPORTED_AT, TenantId.of(43), rows, writer));
    }

    /** An archive's entries in their order. */
    static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : ArchiveFormatTest.names(archive)) {
            entries.put(name, ArchiveFormatTest.entry(archive, name).getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }
}
