// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.DamagedSealException;
import dev.tenantbackup.archive.zip.MalformedZipException;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipException;

/** Says of one archive that it is damaged, in the same words everywhere. */
final class Damage {

    static final String HINT =
            "the archive is damaged or was altered; verify older backups and restore the newest sound one.";

    private Damage() {}

    /** What was found, as the problem of an archive of that name. */
    static Problem of(String archive, Problem found) {
        return Problem.of("Cannot read backup " + archive + ": " + found.message() + ".")
                .withBackup(archive)
                .withTable(found.table().orElse(null))
                .withKey(found.key().orElse(null))
                .withHint(found.hint().orElse(HINT));
    }

    static ArchiveException exception(String archive, Problem found) {
        return new ArchiveException(of(archive, found));
    }

    /** All of it in one exception: the first problem in full, the others by their number. */
    static ArchiveException exception(String archive, List<Problem> found) {
        Problem first = found.get(0);
        String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more problems)";
        return exception(
                archive,
                Problem.of(first.message() + more)
                        .withTable(first.table().orElse(null))
                        .withHint(first.hint().orElse(null)));
    }

    /** Whether the file is wrong; else reading it failed. */
    static boolean isDamage(IOException e) {
        return e instanceof MalformedZipException
                || e instanceof ZipException
                || e instanceof EOFException
                || e instanceof DamagedSealException;
    }

    static RuntimeException exception(String archive, IOException e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (isDamage(e)) {
            return new ArchiveException(of(archive, Problem.of(what)), e);
        }
        return new StorageException(
                Problem.of("Cannot read backup " + archive + ": " + what + ".")
                        .withBackup(archive)
                        .withHint("the file could not be read; see whether its disk is sound.")
                        .thatMayPass(),
                e);
    }
}
