// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.model.ArchiveException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever an archive holds, reading it ends well or with an {@code ArchiveException}: nothing else, and soon. */
class ArchiveFuzzTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 50_000 : 3_000;
    private static final List<String> PIECES = List.of(
            "null",
            "-1",
            "1e999",
            "99999999999999999999",
            "[]",
            "{}",
            "\"\"",
            "true",
            "[",
            "}",
            ",",
            "\"",
            "\\u0000",
            "\n",
            "4096",
            "\"id\"",
            "\"number\"",
            "\"sha256\"",
            "%2E",
            "../");

    @Test
    void changedEntriesAreReadOrRefused() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        byte[] archive = ArchiveSamples.archive();
        for (String name : ArchiveFormatTest.names(archive)) {
            entries.put(name, ArchiveFormatTest.entry(archive, name));
        }
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RawZip zip = new RawZip();
            // Mostly the manifest: it is what the reader believes first.
            boolean onlyManifest = random.nextInt(4) > 0;
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                boolean change = entry.getKey().equals("manifest.json") ? onlyManifest : !onlyManifest;
                zip.entry(entry.getKey(), change ? changed(entry.getValue(), random) : entry.getValue());
            }
            if (!isRead(zip.bytes(), "seed " + seed)) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(SEEDS / 2);
    }

    @Test
    void changedFilesAreReadOrRefused() {
        byte[] archive = ArchiveSamples.archive();
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] changed = archive.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                // Half of the changes go where the directory and the end records are.
                int at = random.nextBoolean()
                        ? random.nextInt(changed.length)
                        : changed.length - 1 - random.nextInt(600);
                changed[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
            }
            if (random.nextInt(4) == 0) {
                changed = spliced(changed, random);
            }
            if (!isRead(changed, "seed " + seed)) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(SEEDS / 2);
    }

    private static boolean isRead(byte[] archive, String what) {
        try {
            ValidationReport report = ArchiveVerifier.verify(
                    channel(archive), "fuzzed", ValidationReport.Level.REFERENCES, ArchiveLimits.DEFAULTS);
            try (ArchiveReader reader = ArchiveReader.open(channel(archive), "fuzzed", ArchiveLimits.DEFAULTS)) {
                for (ManifestTable table : reader.manifest().allTables()) {
                    ArchiveSamples.readAll(
                            table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name()));
                }
            }
            return report.valid();
        } catch (ArchiveException e) {
            return false;
        } catch (RuntimeException e) {
            return fail(what, e);
        }
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) (0x20 + random.nextInt(0x5F)));
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(20)));
                case 2 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> replaceValue(changed, at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return changed.toString();
    }

    /** Puts something else in the place of the next value behind a colon, so that the rest stays valid JSON. */
    private static void replaceValue(StringBuilder json, int from, String value) {
        int colon = json.indexOf(": ", from);
        int end = json.indexOf("\n", Math.max(from, colon));
        if (colon >= 0 && end >= 0) {
            boolean comma = json.charAt(end - 1) == ',';
            json.replace(colon + 2, end, value + (comma ? "," : ""));
        }
    }

    private static byte[] spliced(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(100, bytes.length - from));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        if (random.nextBoolean()) {
            out.writeBytes("spliced".getBytes(StandardCharsets.US_ASCII));
        }
        out.write(bytes, from + length, bytes.length - from - length);
        return out.toByteArray();
    }
}
