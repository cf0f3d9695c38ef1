// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.CraftedArchive.MANIFEST;
import static dev.tenantbackup.archive.CraftedArchive.ROWS_JSON;
import static dev.tenantbackup.archive.CraftedArchive.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that become large: 2 MB of which inflating makes 2 GiB, in a process with a heap of 64 MiB. */
class ArchiveBombTest {

    private static final long SIZE = 2L << 30;
    private static final int CHUNK = 1 << 20;
    private static final int DIRECTORY_ENTRY = 47;

    @TempDir
    private Path directory;

    private final Map<Path, String> expected = new LinkedHashMap<>();

    @Test
    void areRefusedInASmallHeap() throws IOException, InterruptedException {
        byte[] rows = bomb("[\n", "{\"id\":1},\n");
        expect("rows", entry(rows, SIZE), "and the limit maxRatio is 300");
        expect("rows-that-lie", entry(rows, ROWS_JSON.length()), "is longer than its declared " + ROWS_JSON.length());
        byte[] string = bomb("[\n{\"id\":\"", "a");
        assertThat(string).hasSizeBetween(2_000_000, 2_300_000);
        expect("string", entry(string, SIZE), "and the limit maxRatio is 300");
        expect("number", entry(bomb("[\n{\"id\":", "1"), SIZE), "and the limit maxRatio is 300");
        expect("nothing-but-lines", entry(bomb("[", "\n"), SIZE), "and the limit maxRatio is 300");
        byte[] deep = bomb("{\"format\":", "[");
        expect("manifest", manifest(deep, SIZE), "manifest.json has 2147483648 bytes, and the limit maxManifestBytes");
        expect("manifest-that-lies", manifest(deep, 1000), "is longer than its declared 1000 bytes");
        expect("manifest-of-spaces", manifest(bomb(" ", " ", 60), 60L << 20), "and the limit maxRatio is 300");
        byte[] deepManifest = ("{\"format\":" + "[".repeat(500_000)).getBytes(StandardCharsets.US_ASCII);
        expect(
                "deep-manifest",
                new RawZip()
                        .entry(
                                "manifest.json",
                                "manifest.json",
                                CraftedArchive.deflated(deepManifest),
                                0,
                                8,
                                CraftedArchive.crc(deepManifest),
                                500_010,
                                500_010)
                        .bytes(),
                "is nested deeper than 32");
        expect("deep-document", deepDocument(), "is nested too deep, and the limit maxNestingDepth is 10000");
        expect("entries", entries(1_000_000), "it has 1000000 entries, and the limit maxEntries is 100000");
        expect("entries-that-lie", entries(10), "its directory is shorter than its end record says");

        assertThat(run()).isEqualTo("alive");
    }

    private void expect(String name, byte[] archive, String message) throws IOException {
        expected.put(Files.write(directory.resolve(name + ".zip"), archive), message);
    }

    /** The last line that the process with the small heap says; every other must be what is expected. */
    private String run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BombDisposal.class.getName()));
        expected.keySet().forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        int line = 0;
        for (Map.Entry<Path, String> bomb : expected.entrySet()) {
            for (int i = 0; i < 2; i++) {
                assertThat(lines).as("what was said of %s", bomb.getKey()).hasSizeGreaterThan(line);
                assertThat(lines.get(line++))
                        .startsWith(bomb.getKey().getFileName() + ": ")
                        .contains(bomb.getValue());
            }
        }
        return lines.get(lines.size() - 1);
    }

    /** An archive whose one table has this deflated entry. */
    private static byte[] entry(byte[] deflated, long size) {
        return new RawZip()
                .entry("tables/t.json", "tables/t.json", deflated, 0, 8, 0, size, size)
                .entry("manifest.json", MANIFEST.replace("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": " + size))
                .bytes();
    }

    private static byte[] manifest(byte[] deflated, long size) {
        return new RawZip()
                .entry("tables/t.json", ROWS_JSON)
                .entry("manifest.json", "manifest.json", deflated, 0, 8, 0, size, size)
                .bytes();
    }

    private static byte[] deepDocument() {
        List<Column> columns = List.of(Column.of("doc", "jsonb", ValueForm.JSON, false));
        ArchiveLimits lenient = ArchiveLimits.DEFAULTS.with(ArchiveLimit.NESTING_DEPTH, 1 << 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = new ArchiveWriter(out, ArchiveOptions.DEFAULTS.withLimits(lenient))) {
            EntryContent content = ArchiveSamples.fill(
                    writer.begin(TABLE, columns, List.of()),
                    List.of(Row.of("[".repeat(1 << 19) + "]".repeat(1 << 19))));
            writer.finish(ArchiveSamples.manifest(
                    List.of(ArchiveSamples.table(TABLE, "column", columns, List.of(), content))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Deflated, 2 GiB: begins with one text, and goes on with another without end. */
    private static byte[] bomb(String begin, String repeated) throws IOException {
        return bomb(begin, repeated, (int) (SIZE / CHUNK));
    }

    /**
     * Deflated, so many MiB. What follows a full flush is compressed without a look at what was before, so that one piece
     * can be written again and again.
     */
    private static byte[] bomb(String begin, String repeated, int chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(flushed(begin + repeated.repeat(CHUNK / repeated.length())));
        byte[] again = flushed(repeated.repeat(CHUNK / repeated.length()));
        for (int i = 1; i < chunks; i++) {
            out.writeBytes(again);
        }
        out.writeBytes(CraftedArchive.deflated(new byte[0]));
        return out.toByteArray();
    }

    private static byte[] flushed(String text) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(text.getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[CHUNK];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    /** A directory of a million entries, all of them one and the same, and an end record that says how many there are. */
    private static byte[] entries(int said) {
        int directory = 1_000_000 * DIRECTORY_ENTRY;
        ByteBuffer zip = ByteBuffer.allocate(directory + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1_000_000; i++) {
            zip.putInt(i * DIRECTORY_ENTRY, 0x02014b50)
                    .putShort(i * DIRECTORY_ENTRY + 28, (short) 1)
                    .put(i * DIRECTORY_ENTRY + 46, (byte) 'a');
        }
        return zip.position(directory)
                .putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putLong(0)
                .putLong(said)
                .putLong(said)
                .putLong(directory)
                .putLong(0)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(directory)
                .putInt(1)
                .putInt(0x06054b50)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .array();
    }
}
