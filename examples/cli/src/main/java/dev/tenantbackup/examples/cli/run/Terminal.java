// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of the standard streams belong to a person.
 *
 * @param input whether somebody can be asked
 * @param output whether the result is looked at as it comes
 * @param error whether progress is looked at as it comes
 */
public record Terminal(boolean input, boolean output, boolean error) {

    /** Nobody is there: pipes, cron, tests. */
    public static final Terminal NONE = new Terminal(false, false, false);

    /**
     * Looks at this process's streams. Java itself only tells whether input and output both are a terminal; where the
     * system shows its open files, each stream is looked at by itself.
     */
    public static Terminal detect() {
        Path open = Path.of("/proc/self/fd");
        if (Files.isDirectory(open)) {
            return new Terminal(isTerminal(open, 0), isTerminal(open, 1), isTerminal(open, 2));
        }
        boolean both = console().isPresent();
        return new Terminal(both, both, both);
    }

    /**
     * The console, if a person sits at it. Until Java 21 there is one only on a terminal; since Java 22 there always is
     * one, which can tell.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static Optional<Console> console() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            boolean isTerminal = (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return isTerminal ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal is public and throws nothing", e);
        }
    }

    private static boolean isTerminal(Path open, int descriptor) {
        try {
            String target = Files.readSymbolicLink(open.resolve(Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            // A closed stream has no entry: nobody looks at it.
            return false;
        }
    }
}
