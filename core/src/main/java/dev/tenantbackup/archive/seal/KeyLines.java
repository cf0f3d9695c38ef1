// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Files of keys as age has them: one a line, with comments. Messages never hold a line. */
final class KeyLines {

    private static final int MAX_BYTES = 1 << 20;
    private static final String ENCRYPTED = "age-encryption.org/";
    private static final String ARMORED = "-----BEGIN AGE";

    private KeyLines() {}

    /**
     * The lines of a file that count.
     *
     * @param what what the file should hold, for messages
     */
    static List<String> read(Path file, String what) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidRequestException(Problem.of(
                        "File " + file + " holds no " + what + ": it has more than " + MAX_BYTES + " bytes."));
            }
            // Not as UTF-8: a file that is something else is told by its lines.
            return lines(Files.readString(file, StandardCharsets.ISO_8859_1), file, what);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(Problem.of("There is no file " + file + " with " + what + "."), e);
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot read " + what + " from " + file + ": " + e.getMessage() + "."), e);
        }
    }

    private static List<String> lines(String text, Path file, String what) {
        if (text.startsWith(ENCRYPTED) || text.startsWith(ARMORED)) {
            throw new InvalidRequestException(Problem.of("File " + file + " is encrypted itself.")
                    .withHint("decrypt it first (age -d), to where nobody else can read it."));
        }
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new InvalidRequestException(Problem.of("File " + file + " holds no " + what + "."));
        }
        return lines;
    }
}
