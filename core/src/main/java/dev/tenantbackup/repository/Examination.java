// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.archive.ArchiveVerifier;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.WrongKeyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/** Examines archives, encrypted or not, as deep as the keys at hand let it. */
final class Examination {

    private final StoredArchives archives;
    private final Sealing sealing;
    private final ArchiveLimits limits;
    private final SignaturePolicy policy;

    Examination(StoredArchives archives, Sealing sealing, ArchiveLimits limits, SignaturePolicy policy) {
        this.archives = archives;
        this.sealing = sealing;
        this.limits = limits;
        this.policy = policy;
    }

    /**
     * Examines a backup's archive: its whole bytes against the record, then what they hold.
     *
     * @throws ArchiveException if it is gone
     */
    ValidationReport stored(BackupRecord found, ValidationReport.Level level) {
        try (FileChannel bytes = archives.open(found)) {
            List<Problem> problems = Spool.difference(bytes, found).stream().toList();
            ValidationReport file = new ValidationReport(
                    ValidationReport.Level.FILE,
                    problems,
                    List.of(),
                    found.signedBy().orElse(null));
            return level == ValidationReport.Level.FILE ? file : content(bytes, found, level, file);
        } catch (IOException e) {
            throw StoredArchives.failure(found, e);
        }
    }

    private ValidationReport content(
            FileChannel bytes, BackupRecord found, ValidationReport.Level level, ValidationReport file)
            throws IOException {
        try (SeekableByteChannel content = sealing.content(bytes, found)) {
            ValidationReport report = ArchiveVerifier.verify(content, found, level, limits, policy);
            return report.level() == null ? file.and(report.problems()) : report.after(file.problems());
        } catch (MissingKeyException | WrongKeyException locked) {
            return file.without("only the whole file was compared with its record, not what it holds: "
                    + locked.problem().message());
        } catch (ArchiveException damaged) {
            return file.and(List.of(damaged.problem()));
        }
    }

    /** Examines a lone file. */
    ValidationReport lone(Path file, ValidationReport.Level level) {
        try (SeekableByteChannel content = sealing.open(file)) {
            return ArchiveVerifier.verify(content, file.toString(), level, limits, policy);
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot read " + file + ": " + e.getMessage() + ".")
                            .withBackup(file.toString()),
                    e);
        }
    }
}
