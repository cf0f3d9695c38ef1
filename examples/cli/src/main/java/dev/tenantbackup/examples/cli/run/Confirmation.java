// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Asks before something is overwritten or deleted: {@code --yes} says yes, else a person types a word. */
public final class Confirmation {

    private final Surroundings surroundings;
    private final boolean given;

    Confirmation(Surroundings surroundings, boolean given) {
        this.surroundings = surroundings;
        this.given = given;
    }

    /** Whether a person has to be asked: nobody said yes in advance. */
    public boolean isNeeded() {
        return !given;
    }

    /**
     * Returns if somebody has confirmed, or can be asked: called before any work, so that a job without {@code --yes}
     * fails at once and always alike.
     *
     * @param command what would be done, for the message: {@code restore --into}
     * @throws InvalidRequestException if nobody can
     */
    public void mustBePossible(String command) {
        if (!given && !surroundings.terminal().input()) {
            throw new InvalidRequestException(
                    Problem.of("'" + command + "' overwrites or deletes, and there is no terminal to ask at.")
                            .withHint("Add --yes if it shall be done without being asked."));
        }
    }

    /**
     * Shows what would be done and asks for a word, unless {@code --yes} was given.
     *
     * @param shown what would be done; asked for only if a person is asked
     * @param what the word means: {@code the tenant's name}
     * @param word what must be typed
     * @throws InvalidRequestException if something else is typed
     */
    public void ask(Supplier<String> shown, String what, String word) {
        if (given) {
            return;
        }
        PrintWriter err = surroundings.err();
        err.print(shown.get());
        err.print("Type " + what + " (" + word + ") to go on: ");
        err.flush();
        if (!word.equals(answer())) {
            throw new InvalidRequestException(Problem.of("Not confirmed: nothing was done.")
                    .withHint("Type exactly '" + word + "', or use --yes."));
        }
    }

    private String answer() {
        try {
            String line = surroundings.in().readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can't be read", e);
        }
    }
}
