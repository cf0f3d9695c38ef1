// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.FileExistsException;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files before the rows that point to them are committed, and takes them back if these are not: closing it without
 * {@link #committed} or {@link #leave} has every file as it was. Each file is read back and compared after it was put.
 *
 * <p>A file with other bytes is copied aside first, so that it can be put back without the safety backup, which this
 * machine may not be able to read. A crash leaves files that no row points to, and copies set aside; the note on the
 * restore names them.
 */
final class FilePlacement implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FilePlacement.class);

    private final FileSink sink;
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean settled;

    FilePlacement(FileSink sink) {
        this.sink = sink;
    }

    /**
     * Puts those files that rows point to.
     *
     * @param held the keys that the tenant's rows hold
     * @return what was put
     */
    List<FileTask> place(List<FileTask> tasks, Set<String> held, Cancellation cancellation) {
        List<FileTask> placed = new ArrayList<>();
        for (FileTask task : tasks) {
            if (held.contains(task.key().value())) {
                cancellation.throwIfRequested();
                if (task instanceof FileTask.Replace replace) {
                    replace(replace);
                } else {
                    create(task.key(), task.content());
                }
                placed.add(task);
            }
        }
        return placed;
    }

    private void create(FileKey key, FileSupply.Content content) {
        Created step = new Created(key);
        steps.push(step);
        try {
            sink.create(key, out -> step.sha256 = copy(content, out));
        } catch (FileExistsException notOurs) {
            steps.pop();
            throw notOurs;
        }
        step.isOurs = true;
        compare(key, step.sha256);
    }

    private void replace(FileTask.Replace task) {
        FileKey key = task.key();
        create(task.aside(), new FileSupply.Content(-1, null, () -> FileBytes.open(sink, key)));
        steps.push(new Replaced(key, task.aside()));
        Digest[] sha256 = new Digest[1];
        sink.replace(key, out -> sha256[0] = copy(task.content(), out));
        compare(key, sha256[0]);
    }

    private static Digest copy(FileSupply.Content content, OutputStream out) throws IOException {
        MessageDigest sha256 = Digest.start();
        try (InputStream in = content.opener().get()) {
            in.transferTo(new DigestOutputStream(out, sha256));
        }
        return Digest.finish(sha256);
    }

    private void compare(FileKey key, @Nullable Digest written) {
        Digest held = FileBytes.digest(sink, key);
        if (!held.equals(written)) {
            throw new VerificationException(Problem.of(
                            "Cannot prove that the file '" + key + "' was put: it holds other bytes than were written.")
                    .withHint("everything was rolled back; see whether somebody else writes to that key."));
        }
    }

    /** The rows are committed: files set aside go. Returns what a person should know. */
    List<String> committed() {
        settled = true;
        List<String> notes = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Replaced replaced) {
                try {
                    sink.delete(replaced.aside());
                } catch (TenantBackupException failure) {
                    LOG.warn(
                            "The file '{}' stays; it holds what '{}' held before.",
                            replaced.aside(),
                            replaced.key(),
                            failure);
                    notes.add("The file '" + replaced.aside() + "' could not be deleted; it holds what '"
                            + replaced.key() + "' held before.");
                }
            }
        }
        return notes;
    }

    /** Nobody knows whether the rows are committed: every file stays where it is. */
    void leave() {
        settled = true;
    }

    /**
     * Takes everything back unless it was settled.
     *
     * @throws StorageException if a file could not be taken back; all others were
     */
    @Override
    public void close() {
        if (settled) {
            return;
        }
        settled = true;
        List<String> left = new ArrayList<>();
        TenantBackupException first = null;
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.takeBack(sink);
            } catch (TenantBackupException failure) {
                left.add("'" + step.key() + "'");
                if (step instanceof Replaced) {
                    // what was set aside is the only copy now
                    left.add("'" + steps.pop().key() + "'");
                }
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw new StorageException(
                    Problem.of("The rows were rolled back, and these files could not be taken back: "
                                    + String.join(", ", left) + ".")
                            .withHint("look at them when the place of files can be written to again."),
                    first);
        }
    }

    /** Something that was done to the files. */
    private sealed interface Step {

        FileKey key();

        void takeBack(FileSink sink);
    }

    /** A file that was not there before, as far as is known. */
    private static final class Created implements Step {

        private final FileKey key;
        private @Nullable Digest sha256;
        private boolean isOurs;

        Created(FileKey key) {
            this.key = key;
        }

        @Override
        public FileKey key() {
            return key;
        }

        /** Where an answer was lost, the file may be ours, or somebody else's meanwhile: then its bytes tell. */
        @Override
        public void takeBack(FileSink sink) {
            boolean mayBeOurs = sha256 != null && sink.find(key).isPresent();
            if (isOurs || (mayBeOurs && FileBytes.digest(sink, key).equals(sha256))) {
                sink.delete(key);
            }
        }
    }

    /** A file whose bytes were set aside. */
    private record Replaced(FileKey key, FileKey aside) implements Step {

        @Override
        public void takeBack(FileSink sink) {
            sink.replace(key, out -> {
                try (InputStream in = FileBytes.open(sink, aside)) {
                    in.transferTo(out);
                }
            });
        }
    }
}
