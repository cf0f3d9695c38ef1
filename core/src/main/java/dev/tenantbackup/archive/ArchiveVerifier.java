// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Examines a whole archive and lists everything that is wrong with it, not the first thing. Memory held: what an {@link
 * ArchiveReader} holds. Pure reading: nothing is written, no database is asked.
 */
public final class ArchiveVerifier {

    private static final int PROBLEMS_PER_TABLE = 10;

    private final ZipSource source;
    private final ValidationReport.Level level;
    private final ArchiveLimits limits;
    private final List<Problem> problems = new ArrayList<>();

    private ArchiveVerifier(ZipSource source, ValidationReport.Level level, ArchiveLimits limits) {
        this.source = source;
        this.level = level;
        this.limits = limits;
    }

    /**
     * Examines an archive file.
     *
     * @param level how deep
     * @throws NotFoundException if there is no such file
     * @throws dev.tenantbackup.model.StorageException if it can't be read; what is wrong with its content is in the report instead
     */
    public static ValidationReport verify(Path file, ValidationReport.Level level, ArchiveLimits limits) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return verify(channel, file.toString(), level, limits);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + ".").withBackup(file.toString()), e);
        } catch (IOException e) {
            throw Damage.exception(file.toString(), e);
        }
    }

    /**
     * Examines an archive.
     *
     * @param channel its bytes; stays open
     * @param name what to call it in messages
     * @throws dev.tenantbackup.model.StorageException if it can't be read
     */
    public static ValidationReport verify(
            SeekableByteChannel channel, String name, ValidationReport.Level level, ArchiveLimits limits) {
        try {
            return new ArchiveVerifier(new ZipSource(channel), level, limits).run();
        } catch (IOException e) {
            throw Damage.exception(name, e);
        }
    }

    private ValidationReport run() throws IOException {
        ArchiveContents contents = ArchiveContents.examine(source, limits);
        problems.addAll(contents.problems());
        Manifest manifest = contents.manifest();
        if (manifest == null || level == ValidationReport.Level.STRUCTURE) {
            return new ValidationReport(ValidationReport.Level.STRUCTURE, problems, List.of());
        }
        for (ManifestTable table : manifest.tables()) {
            verify(contents, table, EntryName.ofTable(table.name()));
        }
        for (ManifestTable table : manifest.shared()) {
            verify(contents, table, EntryName.ofShared(table.name()));
        }
        return new ValidationReport(level, problems, List.of());
    }

    private void verify(ArchiveContents contents, ManifestTable table, String entryName) throws IOException {
        ZipEntryRecord entry = contents.entries().get(entryName);
        if (entry == null) {
            return;
        }
        List<Problem> found = new ArrayList<>();
        RowDecoder decoder = new RowDecoder(table.name(), table.columns());
        try (EntryRows rows = new EntryRows(table, new EntryInput(source, entry), limits, found::add)) {
            while (rows.next()) {
                if (level == ValidationReport.Level.ROWS) {
                    try {
                        decoder.decode(rows.array(), rows.from(), rows.to());
                    } catch (MalformedRowException e) {
                        found.add(Problem.of("row " + rows.number() + " of table '" + table.name() + "' is malformed: "
                                        + e.getMessage())
                                .withTable(table.name()));
                    }
                }
            }
        } catch (IOException e) {
            if (!Damage.isDamage(e)) {
                throw e;
            }
            found.add(Problem.of(String.valueOf(e.getMessage())).withTable(table.name()));
        }
        int shown = Math.min(found.size(), PROBLEMS_PER_TABLE);
        problems.addAll(found.subList(0, shown));
        if (shown < found.size()) {
            problems.add(Problem.of((found.size() - shown) + " more problems in table '" + table.name() + "'")
                    .withTable(table.name()));
        }
    }
}
