// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.DamagedSealException;
import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.zip.MalformedZipException;
import dev.tenantbackup.archive.zip.ZipDirectory;
import dev.tenantbackup.archive.zip.ZipEntryRecord;
import dev.tenantbackup.archive.zip.ZipSource;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An archive's structure: its entries and its manifest, compared with each other.
 *
 * @param manifest null if it can't be read
 * @param manifestSha256 the digest of the manifest's bytes; null if it can't be read
 * @param signature the manifest's, which fits it; null if it has none
 * @param entries those of rows, by name; those that are larger than a limit allows are left out, so that nobody reads
 *     them
 * @param problems everything that is wrong; empty if the structure is sound
 */
record ArchiveContents(
        @Nullable Manifest manifest,
        @Nullable Digest manifestSha256,
        @Nullable Signature signature,
        Map<String, ZipEntryRecord> entries,
        List<Problem> problems) {

    /**
     * Examines an archive. Never throws for what is wrong with the archive itself. What the policy refuses is not
     * parsed.
     *
     * @throws IOException if the file can't be read
     */
    static ArchiveContents examine(ZipSource source, ArchiveLimits limits, SignaturePolicy policy) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Map<String, ZipEntryRecord> entries = new LinkedHashMap<>();
        try {
            List<ZipEntryRecord> directory = ZipDirectory.read(
                    source, limits.small(ArchiveLimit.ENTRIES), limits.small(ArchiveLimit.NAME_BYTES));
            for (ZipEntryRecord entry : directory) {
                if (entries.put(entry.name(), entry) != null) {
                    problems.add(Problem.of("entry '" + entry.name() + "' is there twice"));
                }
            }
            SealedManifest sealed = SealedManifest.read(source, directory, limits);
            Problem fault = sealed.fault(policy).orElse(null);
            if (fault != null) {
                problems.add(fault);
                return new ArchiveContents(null, null, null, entries, problems);
            }
            Manifest manifest = ManifestReader.read(sealed.json());
            Map<String, ZipEntryRecord> described = new LinkedHashMap<>(entries);
            described.keySet().removeAll(sealed.entries());
            compare(manifest, described, limits, problems);
            return new ArchiveContents(manifest, Digest.of(sealed.json()), sealed.signature(), described, problems);
        } catch (MalformedZipException | EOFException | DamagedSealException e) {
            problems.add(Problem.of(String.valueOf(e.getMessage())));
        } catch (MalformedDocumentException e) {
            problems.add(Problem.of(EntryName.MANIFEST + ": " + e.getMessage()));
        } catch (ArchiveException e) {
            problems.add(e.problem());
        }
        return new ArchiveContents(null, null, null, entries, problems);
    }

    ZipEntryRecord entry(String name) {
        ZipEntryRecord entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no entry " + name);
        }
        return entry;
    }

    /** What of an entry's size is more than allowed; its bytes are never more than its size when they are read. */
    static @Nullable String excess(ZipEntryRecord entry, ArchiveLimit limit, ArchiveLimits limits) {
        if (limits.exceeds(entry.size(), limit)) {
            return "has " + entry.size() + " bytes, and " + limits.phrase(limit);
        }
        return limits.exceedsRatio(entry.size(), entry.compressedSize())
                ? "has " + entry.size() + " bytes of which the file holds only " + entry.compressedSize() + ", and "
                        + limits.phrase(ArchiveLimit.RATIO)
                : null;
    }

    private static void compare(
            Manifest manifest, Map<String, ZipEntryRecord> entries, ArchiveLimits limits, List<Problem> problems) {
        Map<String, ZipEntryRecord> unnamed = new LinkedHashMap<>(entries);
        long total = 0;
        for (ManifestTable table : manifest.allTables()) {
            long bytes = table.content().bytes();
            total = sum(total, bytes);
            faultOf(table.entryName(), bytes, unnamed, entries, limits)
                    .ifPresent(fault -> problems.add(fault.withTable(table.name())));
        }
        for (ArchivedFile file : manifest.files().contents()) {
            total = sum(total, file.bytes());
            faultOf(file.entryName(), file.bytes(), unnamed, entries, limits).ifPresent(problems::add);
        }
        if (limits.exceeds(total, ArchiveLimit.TOTAL_BYTES)) {
            problems.add(Problem.of(
                    "its entries have " + total + " bytes together, and " + limits.phrase(ArchiveLimit.TOTAL_BYTES)));
            entries.clear();
        }
        unnamed.keySet()
                .forEach(name -> problems.add(Problem.of("entry '" + name + "' "
                        + EntryName.oddity(name, entries.keySet()) + "is not named in the manifest")));
    }

    private static long sum(long total, long bytes) {
        return Math.min(total, Long.MAX_VALUE - bytes) + bytes;
    }

    /** What is wrong with a declared entry; one that is larger than allowed is none, so that nobody reads it. */
    private static Optional<Problem> faultOf(
            String name,
            long bytes,
            Map<String, ZipEntryRecord> unnamed,
            Map<String, ZipEntryRecord> entries,
            ArchiveLimits limits) {
        ZipEntryRecord entry = unnamed.remove(name);
        String fault = entry == null ? "is missing" : excess(entry, ArchiveLimit.ENTRY_BYTES, limits);
        if (entry != null && fault != null) {
            entries.remove(name);
        } else if (entry != null && entry.size() != bytes) {
            fault = "has " + entry.size() + " bytes, and the manifest says " + bytes;
        }
        return fault == null ? Optional.empty() : Optional.of(Problem.of("entry '" + name + "' " + fault));
    }
}
