// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.FilePointers.Pointer;
import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.ArchivedFile;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileMissingException;
import dev.tenantbackup.files.FileSource;
import dev.tenantbackup.files.UnusableKeyException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings along the files that a tenant's rows point to: each key is read once, each content written once. A file that is
 * not there is a finding; one that can't be read ends the export.
 *
 * <p>The name of an entry is the digest of what it holds, so a file is read before its entry begins. One of up to a
 * mebibyte is kept meanwhile, a larger one is read twice; if it changes in between, the export ends.
 */
final class FileExport {

    private static final int KEPT_BYTES = 1 << 20;

    private final Optional<FileSource> source;
    private final boolean isDeclared;
    private final FilePointers pointers = new FilePointers();
    private final FileFindings findings = new FileFindings();
    private final Map<Digest, Content> contents = new LinkedHashMap<>();

    /**
     * @param source where the files are; empty if nobody said
     * @param tables whose rows are exported
     */
    FileExport(Optional<FileSource> source, List<CatalogTable> tables) {
        this.source = source;
        this.isDeclared = tables.stream().anyMatch(table -> !table.files().isEmpty());
    }

    /** Takes the rows of a table, all stored columns. */
    Consumer<Row> collector(CatalogTable table) {
        return pointers.collector(table, table.schema().storedColumnNames());
    }

    /** Writes the files of all rows that were collected. */
    ArchivedFiles write(ArchiveWriter writer, OperationContext context) throws IOException {
        if (!isDeclared) {
            return ArchivedFiles.NONE;
        }
        if (source.isEmpty()) {
            pointers.byKey().values().forEach(findings::leftOut);
            return ArchivedFiles.LEFT_OUT;
        }
        context.listener().progressed(Progress.of("files"));
        for (Map.Entry<String, List<Pointer>> entry : pointers.byKey().entrySet()) {
            context.cancellation().throwIfRequested();
            if (FileKey.faultOf(entry.getKey()).isPresent()) {
                findings.unusable(entry.getValue());
            } else {
                write(FileKey.of(entry.getKey()), entry.getValue(), source.get(), writer);
            }
        }
        return ArchivedFiles.included(contents.entrySet().stream()
                .map(entry -> new ArchivedFile(
                        entry.getKey(),
                        entry.getValue().bytes(),
                        entry.getValue().keys().stream().sorted().toList()))
                .toList());
    }

    private void write(FileKey key, List<Pointer> rows, FileSource files, ArchiveWriter writer) throws IOException {
        try {
            Digest sha256 = write(key, files, writer);
            Content content = contents.get(sha256);
            if (content != null) {
                content.keys().add(key);
                rows.stream()
                        .filter(row -> !isAsSaid(row, content.bytes(), sha256))
                        .forEach(findings::differs);
            }
        } catch (FileMissingException gone) {
            findings.missing(rows);
        } catch (UnusableKeyException unusable) {
            findings.unusable(rows);
        }
    }

    private Digest write(FileKey key, FileSource files, ArchiveWriter writer) throws IOException {
        MessageDigest digest = Digest.start();
        byte[] start;
        try (FileBytes in = FileBytes.open(files, key)) {
            start = in.readNBytes(KEPT_BYTES);
            digest.update(start);
            in.digestRest(digest);
        }
        Digest sha256 = Digest.finish(digest);
        if (contents.containsKey(sha256)) {
            return sha256;
        }
        long bytes;
        if (start.length < KEPT_BYTES) {
            bytes = writer.file(sha256, new ByteArrayInputStream(start));
        } else {
            try (FileBytes again = FileBytes.open(files, key)) {
                bytes = writer.file(sha256, again);
            }
        }
        contents.put(sha256, new Content(bytes, new ArrayList<>()));
        return sha256;
    }

    private static boolean isAsSaid(Pointer row, long bytes, Digest sha256) {
        String saidBytes = row.bytes();
        String saidDigest = row.sha256();
        return (saidBytes == null || new BigDecimal(saidBytes).compareTo(BigDecimal.valueOf(bytes)) == 0)
                && (saidDigest == null || saidDigest.toLowerCase(Locale.ROOT).equals(sha256.hex()));
    }

    /** What was found, after {@link #write}. */
    List<Finding> findings() {
        return findings.findings();
    }

    private record Content(long bytes, List<FileKey> keys) {}
}
