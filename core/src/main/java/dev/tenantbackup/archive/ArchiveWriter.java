// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one archive, streaming: entries of rows one after the other, those of files, then the manifest, and its
 * signature if there is a key to sign with.
 *
 * <p>Equal rows give equal entry bytes, whenever and wherever they are written. Memory held: a buffer of the largest
 * row, and per 4,096 rows one {@link Block}; with two threads half a megabyte more. For one thread at a time. The stream that was lent is neither closed nor
 * flushed on a failure; what was written until then is no archive, because its manifest and directory are missing.
 *
 * <p>Does not check that rows come in key order: whoever reads them from a source does. {@link ArchiveVerifier}
 * checks it in the finished archive.
 */
public final class ArchiveWriter implements AutoCloseable {

    /** The earliest time a ZIP can hold: every entry has the same, or no two archives would be alike. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipArchiveOutputStream zip;
    private final ArchiveLimits limits;
    private final @Nullable SigningKey signingKey;
    private final int compressionLevel;
    private final MessageDigest entryDigest = Digest.start();
    private final @Nullable WriteBehind behind;
    private final Map<String, EntryContent> entries = new LinkedHashMap<>();
    private final Map<String, Long> files = new LinkedHashMap<>();
    private @Nullable TableSink open;
    private @Nullable ZipArchiveEntry latest;
    private long totalBytes;
    private boolean finished;

    /**
     * Begins an archive. With two threads it is to be closed, and what goes wrong on the other one is thrown to whoever
     * writes next, or ends an entry.
     *
     * @param out where it goes; stays open, and is used by one thread at a time
     */
    public ArchiveWriter(OutputStream out, ArchiveOptions options) {
        zip = new ZipArchiveOutputStream(Objects.requireNonNull(out, "out"));
        zip.setUseZip64(Zip64Mode.Always);
        compressionLevel = options.compressionLevel();
        zip.setLevel(compressionLevel);
        limits = options.limits();
        signingKey = options.signingKey();
        behind = options.threads() == ArchiveOptions.Threads.TWO ? new WriteBehind(this::take) : null;
    }

    public ArchiveWriter(OutputStream out) {
        this(out, ArchiveOptions.DEFAULTS);
    }

    /**
     * Begins the entry of an owned table. The sink at hand must have ended.
     *
     * @param columns the stored columns, in the order of every row's values
     * @param keyColumns the primary key's columns; empty if there is none
     * @throws IllegalStateException if another table has not ended
     * @throws IllegalArgumentException if the table has an entry already, or has a column that can't be archived
     */
    public TableSink begin(TableName table, List<Column> columns, List<String> keyColumns) throws IOException {
        return begin(EntryName.of(table, false), new RowEncoder(table, columns, keyColumns));
    }

    /**
     * Begins the entry of those rows of a shared table that the tenant's rows refer to; else like {@link #begin}.
     */
    public TableSink beginShared(TableName table, List<Column> columns, List<String> keyColumns) throws IOException {
        return begin(EntryName.of(table, true), new RowEncoder(table, columns, keyColumns));
    }

    /**
     * Writes the bytes of a file that rows point to, once per content, and not compressed: photos and documents are
     * already, and a file may compress better than limits allow.
     *
     * @param sha256 their digest, which names the entry; whoever calls has read the file once already
     * @param content read to its end; stays open
     * @return how many bytes there were
     * @throws SourceDataException if the bytes have another digest, or are more than the limits allow; nothing more can
     *     be written then
     */
    public long file(Digest sha256, InputStream content) throws IOException {
        requireIdle();
        String entry = EntryName.ofFile(sha256);
        requireNew(entry);
        zip.setLevel(Deflater.NO_COMPRESSION);
        beginEntry(entry);
        zip.setLevel(compressionLevel);
        byte[] buffer = new byte[64 << 10];
        long bytes = 0;
        for (int some = content.read(buffer); some >= 0; some = content.read(buffer)) {
            bytes += some;
            write(buffer, some, entry, bytes);
        }
        if (!digestOfEntry().equals(sha256)) {
            throw new SourceDataException(Problem.of("Cannot write the archive: a file changed while it was read.")
                    .withHint("files should keep their bytes under a key; try again.")
                    .thatMayPass());
        }
        zip.closeArchiveEntry();
        files.put(entry, bytes);
        return bytes;
    }

    /**
     * Writes the manifest, signs it, and ends the archive. The stream is flushed and stays open.
     *
     * @return the digest of the manifest's bytes
     * @throws IllegalStateException if a table has not ended
     * @throws IllegalArgumentException if the manifest does not describe what was written
     */
    public Digest finish(Manifest manifest) throws IOException {
        requireIdle();
        requireSameEntries(manifest);
        byte[] json = ManifestWriter.write(manifest);
        require("the manifest", json.length, ArchiveLimit.MANIFEST_BYTES);
        beginEntry(EntryName.MANIFEST);
        zip.write(json);
        zip.closeArchiveEntry();
        if (signingKey != null) {
            beginEntry(EntryName.SIGNATURE);
            zip.write(signingKey.sign(json).toDocument());
            zip.closeArchiveEntry();
        }
        zip.finish();
        zip.flush();
        finished = true;
        return Digest.of(json);
    }

    /**
     * Ends the thread, if there is one; when this returns nothing more is written, and a file that is not finished stays
     * so. Does not close the stream.
     */
    @Override
    public void close() {
        if (behind != null) {
            behind.close();
        }
    }

    /** Puts bytes into the entry that is open. The array may be used again afterwards. */
    void write(byte[] bytes, int length, String entry, long entryBytes) throws IOException {
        require("entry " + entry, entryBytes, ArchiveLimit.ENTRY_BYTES);
        totalBytes += length;
        require("the whole archive", totalBytes, ArchiveLimit.TOTAL_BYTES);
        if (behind == null) {
            take(bytes, length);
        } else {
            behind.write(bytes, length);
        }
    }

    private void take(byte[] bytes, int length) throws IOException {
        entryDigest.update(bytes, 0, length);
        zip.write(bytes, 0, length);
    }

    /** Of all that was put into the entry that is open; nothing of it is under way any more. */
    private Digest digestOfEntry() throws IOException {
        if (behind != null) {
            behind.await();
        }
        return Digest.finish(entryDigest);
    }

    /** Ends the entry of the open sink. */
    EntryContent ended(TableSink sink, String entry, long rows, long bytes, List<Block> blocks) throws IOException {
        if (open != sink) {
            throw new IllegalStateException("the sink of " + entry + " is not the one that is open");
        }
        EntryContent content = new EntryContent(rows, bytes, digestOfEntry(), blocks);
        zip.closeArchiveEntry();
        requireRatio(entry, content.bytes());
        entries.put(entry, content);
        open = null;
        return content;
    }

    private void require(String what, long bytes, ArchiveLimit limit) {
        if (limits.exceeds(bytes, limit)) {
            throw exceeded(what + " has " + bytes + " bytes or more", limit);
        }
    }

    private void requireRatio(String entry, long bytes) {
        if (limits.exceedsRatio(bytes, compressedBytes())) {
            throw exceeded(
                    "entry " + entry + " has " + bytes + " bytes, and compressed " + compressedBytes(),
                    ArchiveLimit.RATIO);
        }
    }

    private SourceDataException exceeded(String fact, ArchiveLimit limit) {
        return new SourceDataException(
                Problem.of("Cannot write the archive: " + fact + ", and " + limits.phrase(limit) + ".")
                        .withHint(hint(limit)));
    }

    static String hint(ArchiveLimit limit) {
        return "raise " + limit.word() + " in ArchiveLimits, for exports and for whoever reads them.";
    }

    private TableSink begin(String entry, RowEncoder encoder) throws IOException {
        requireIdle();
        requireNew(entry);
        beginEntry(entry);
        TableSink sink = new TableSink(this, entry, encoder, limits);
        open = sink;
        return sink;
    }

    private void requireNew(String entry) {
        if (entries.containsKey(entry) || files.containsKey(entry)) {
            throw new IllegalArgumentException("entry " + entry + " was written already");
        }
        int atTheEnd = signingKey == null ? 1 : 2;
        if (entries.size() + files.size() + atTheEnd >= limits.of(ArchiveLimit.ENTRIES)) {
            throw exceeded("it has as many entries as it may have, and one more to come", ArchiveLimit.ENTRIES);
        }
    }

    private void beginEntry(String name) throws IOException {
        require("the name of entry " + name, name.length(), ArchiveLimit.NAME_BYTES);
        ZipArchiveEntry begun = new ZipArchiveEntry(name);
        begun.setTimeLocal(ENTRY_TIME);
        zip.putArchiveEntry(begun);
        latest = begun;
    }

    /** How many bytes the entry that was ended last takes in the file. */
    private long compressedBytes() {
        return latest == null ? 0 : latest.getCompressedSize();
    }

    private void requireIdle() {
        if (finished) {
            throw new IllegalStateException("the archive is finished");
        }
        if (open != null) {
            throw new IllegalStateException("the sink of " + open.entry() + " has not ended");
        }
    }

    private void requireSameEntries(Manifest manifest) {
        Map<String, EntryContent> described = new LinkedHashMap<>();
        manifest.allTables().forEach(table -> described.put(table.entryName(), table.content()));
        Map<String, Long> describedFiles = new LinkedHashMap<>();
        manifest.files().contents().forEach(file -> describedFiles.put(file.entryName(), file.bytes()));
        if (!describedFiles.equals(files)) {
            throw new IllegalArgumentException("the manifest describes files " + describedFiles.keySet()
                    + " and the archive holds " + files.keySet() + ", or their sizes differ");
        }
        if (!described.equals(entries)) {
            throw new IllegalArgumentException("the manifest describes " + described.keySet()
                    + " and the archive holds " + entries.keySet() + ", or their contents differ");
        }
    }
}
