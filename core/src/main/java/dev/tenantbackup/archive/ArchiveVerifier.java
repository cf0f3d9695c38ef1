// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.zip.EntryInput;
import dev.tenantbackup.archive.zip.ZipEntryRecord;
import dev.tenantbackup.archive.zip.ZipSource;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Examines a whole archive and lists everything that is wrong with it, not the first thing. Memory held: what an
 * {@link ArchiveReader} holds, and for the deepest level up to 16 MiB of keys. Pure reading: nothing is written, no
 * database is asked.
 */
public final class ArchiveVerifier {

    private static final int PROBLEMS_PER_TABLE = 10;
    /** 8 bytes each. */
    private static final int MAX_KEYS_REMEMBERED = 2_000_000;

    private final ZipSource source;
    private final ValidationReport.Level level;
    private final ArchiveLimits limits;
    private final ArchiveContents contents;
    private final List<Problem> problems = new ArrayList<>();

    private ArchiveVerifier(
            ZipSource source, ValidationReport.Level level, ArchiveLimits limits, SignaturePolicy policy)
            throws IOException {
        this.source = source;
        this.contents = ArchiveContents.examine(source, limits, policy);
        this.level = level;
        this.limits = limits;
    }

    /** Examines an archive file, signed or not. */
    public static ValidationReport verify(Path file, ValidationReport.Level level, ArchiveLimits limits) {
        return verify(file, level, limits, SignaturePolicy.OPTIONAL);
    }

    /**
     * Examines an archive file; see {@link #verify(SeekableByteChannel, String, ValidationReport.Level, ArchiveLimits,
     * SignaturePolicy)}.
     *
     * @throws NotFoundException if there is no such file
     * @throws InvalidRequestException if the level is FILE
     * @throws dev.tenantbackup.model.StorageException if it can't be read; what is wrong with its content is in the
     *     report instead
     */
    public static ValidationReport verify(
            Path file, ValidationReport.Level level, ArchiveLimits limits, SignaturePolicy policy) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return verify(channel, file.toString(), level, limits, policy);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + ".").withBackup(file.toString()), e);
        } catch (IOException e) {
            throw Damage.exception(file.toString(), e);
        }
    }

    /** Examines an archive, signed or not. */
    public static ValidationReport verify(
            SeekableByteChannel channel, String name, ValidationReport.Level level, ArchiveLimits limits) {
        return verify(channel, name, level, limits, SignaturePolicy.OPTIONAL);
    }

    /**
     * Examines an archive, without its record and without a database: from STRUCTURE down to REFERENCES. Whoever asks
     * for more gets as much, and is told so.
     *
     * @param channel its bytes; stays open
     * @param name what to call it in messages
     * @param level how deep
     * @param policy who must have signed it; an archive that it refuses is not examined further
     * @throws InvalidRequestException if the level is FILE, which takes a record
     * @throws dev.tenantbackup.model.StorageException if it can't be read
     */
    public static ValidationReport verify(
            SeekableByteChannel channel,
            String name,
            ValidationReport.Level level,
            ArchiveLimits limits,
            SignaturePolicy policy) {
        if (level == ValidationReport.Level.FILE) {
            throw new InvalidRequestException(
                    Problem.of("Cannot validate " + name + " as a file: there is no record to compare it with.")
                            .withBackup(name)
                            .withHint("choose a deeper level."));
        }
        try {
            return new ArchiveVerifier(new ZipSource(channel), level, limits, policy).run();
        } catch (IOException e) {
            throw Damage.exception(name, e);
        }
    }

    /**
     * Examines the archive of a backup: also whether it is the one that was recorded.
     *
     * @param channel its bytes; stays open
     * @throws dev.tenantbackup.model.StorageException if it can't be read
     */
    public static ValidationReport verify(
            SeekableByteChannel channel,
            BackupRecord backup,
            ValidationReport.Level level,
            ArchiveLimits limits,
            SignaturePolicy policy) {
        String name = backup.id().value();
        try {
            ArchiveVerifier verifier = new ArchiveVerifier(new ZipSource(channel), level, limits, policy);
            verifier.compareWith(backup);
            return verifier.run();
        } catch (IOException e) {
            throw Damage.exception(name, e);
        }
    }

    private void compareWith(BackupRecord backup) {
        Manifest manifest = contents.manifest();
        Digest manifestSha256 = contents.manifestSha256();
        if (manifest != null && manifestSha256 != null) {
            backup.difference(manifest, manifestSha256).ifPresent(problems::add);
        }
    }

    private ValidationReport run() throws IOException {
        Signature signature = contents.signature();
        return examine().signedBy(signature == null ? null : signature.key());
    }

    private ValidationReport examine() throws IOException {
        problems.addAll(contents.problems());
        Manifest manifest = contents.manifest();
        if (manifest == null) {
            return new ValidationReport(null, problems, List.of());
        }
        if (level == ValidationReport.Level.STRUCTURE) {
            return new ValidationReport(ValidationReport.Level.STRUCTURE, problems, List.of());
        }
        if (level == ValidationReport.Level.DIGESTS) {
            for (ManifestTable table : manifest.allTables()) {
                problems.addAll(walk(table, problem -> (number, row) -> {}));
            }
            examineFiles(manifest);
            return new ValidationReport(level, problems, List.of());
        }
        return examineRows(manifest);
    }

    private ValidationReport examineRows(Manifest manifest) throws IOException {
        examineFiles(manifest);
        boolean follows = level.includes(ValidationReport.Level.REFERENCES);
        ReferenceClosure references = new ReferenceClosure(manifest, follows ? MAX_KEYS_REMEMBERED : 0);
        for (ManifestTable table : manifest.allTables()) {
            ReferenceClosure.Collector keys = follows ? references.collector(table) : row -> {};
            problems.addAll(walk(table, found -> {
                RowExamination examination = new RowExamination(table, found);
                return (number, row) -> {
                    examination.examine(number, row);
                    keys.collect(row);
                };
            }));
        }
        ValidationReport rows = new ValidationReport(ValidationReport.Level.ROWS, problems, List.of());
        if (!follows) {
            return rows;
        }
        if (!problems.isEmpty()) {
            return rows.without("References between rows were not followed: the rows have other problems.");
        }
        return follow(manifest, references);
    }

    private ValidationReport follow(Manifest manifest, ReferenceClosure references) throws IOException {
        for (ManifestTable table : manifest.tables()) {
            if (references.concerns(table)) {
                ReferenceClosure.Check check = references.check(table);
                walk(table, found -> (number, row) -> check.examine(row));
                problems.addAll(check.problems());
            }
        }
        ValidationReport report =
                new ValidationReport(ValidationReport.Level.REFERENCES, problems, references.unfollowed());
        return level == ValidationReport.Level.RESTORABLE
                ? report.without("Whether it can be restored was not looked at: that takes the database.")
                : report;
    }

    private void examineFiles(Manifest manifest) throws IOException {
        for (ArchivedFile file : manifest.files().contents()) {
            ZipEntryRecord entry = contents.entries().get(file.entryName());
            if (entry == null) {
                continue;
            }
            MessageDigest sha256 = Digest.start();
            try (InputStream in = new DigestInputStream(new EntryInput(source, entry), sha256)) {
                in.transferTo(OutputStream.nullOutputStream());
                if (!Digest.finish(sha256).equals(file.sha256())) {
                    problems.add(Problem.of("entry '" + file.entryName() + "' holds other bytes than its name says"));
                }
            } catch (IOException e) {
                if (!Damage.isDamage(e)) {
                    throw e;
                }
                problems.add(Problem.of(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Reads an entry to its end, and says what is wrong with it. */
    private List<Problem> walk(ManifestTable table, Function<Consumer<Problem>, RowVisitor> visitors)
            throws IOException {
        ZipEntryRecord entry = contents.entries().get(table.entryName());
        if (entry == null) {
            return List.of();
        }
        ProblemList found = new ProblemList(table);
        RowVisitor visitor = visitors.apply(found::add);
        RowDecoder decoder = new RowDecoder(table.name(), table.columns(), limits);
        try (EntryRows rows = new EntryRows(table, new EntryInput(source, entry), limits, found::add)) {
            while (rows.next()) {
                if (level.includes(ValidationReport.Level.ROWS)) {
                    try {
                        visitor.visit(rows.number(), decoder.decode(rows.array(), rows.from(), rows.to()));
                    } catch (MalformedRowException e) {
                        found.add(rows.malformed(e));
                    }
                }
            }
        } catch (IOException e) {
            if (!Damage.isDamage(e)) {
                throw e;
            }
            found.add(Problem.of(String.valueOf(e.getMessage())).withTable(table.name()));
        }
        return found.problems();
    }

    /** Takes rows that fit their columns. */
    @FunctionalInterface
    private interface RowVisitor {
        void visit(long number, Row row);
    }

    /** The first problems of a table, and how many more there are. */
    private static final class ProblemList {

        private final ManifestTable table;
        private final List<Problem> first = new ArrayList<>();
        private long more;

        ProblemList(ManifestTable table) {
            this.table = table;
        }

        void add(Problem problem) {
            if (first.size() < PROBLEMS_PER_TABLE) {
                first.add(problem);
            } else {
                more++;
            }
        }

        List<Problem> problems() {
            if (more > 0) {
                first.add(Problem.of(more + " more problems in table '" + table.name() + "'")
                        .withTable(table.name()));
            }
            return first;
        }
    }
}
