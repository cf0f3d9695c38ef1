// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page for people, in a file that somebody has named. */
public final class HtmlFile {

    private HtmlFile() {}

    /**
     * Writes it, in place of what is there.
     *
     * @param hint what to do if that fails
     * @throws InvalidRequestException if it can't be written there
     */
    public static void write(Path file, String page, String hint) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new InvalidRequestException(
                    Problem.of("The page can't be written to '" + file + "'.").withHint(hint), e);
        }
    }
}
