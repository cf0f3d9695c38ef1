// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A file system of a given size in memory, which is really full when it is full. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /**
     * Mounts one.
     *
     * @param place an empty directory
     * @throws TestAbortedException if it can't be mounted here; with the system property {@code
     *     tenantbackup.requireEngines=true} that is an {@code IllegalStateException}
     */
    static SmallDisk mounted(Path place, int kib) throws IOException {
        Files.createDirectories(place);
        String refusal = run("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", place.toString());
        if (!refusal.isEmpty()) {
            String reason = "no small file system can be mounted here: " + refusal;
            if (Boolean.getBoolean("tenantbackup.requireEngines")) {
                throw new IllegalStateException(reason);
            }
            throw new TestAbortedException(reason);
        }
        return new SmallDisk(place);
    }

    Path place() {
        return place;
    }

    /** Gives it more room. */
    void grow(int kib) throws IOException {
        String refusal = run("mount", "-o", "remount,size=" + kib + "k", place.toString());
        if (!refusal.isEmpty()) {
            throw new IllegalStateException(refusal);
        }
    }

    @Override
    public void close() throws IOException {
        // Lazily: a database may still be about to close its files.
        run("umount", "-l", place.toString());
    }

    /** What the command complains of; empty if it worked. */
    private static String run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "it failed" : said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
