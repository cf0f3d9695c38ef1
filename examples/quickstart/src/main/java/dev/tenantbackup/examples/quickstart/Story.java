// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

import java.io.PrintStream;
import java.util.Locale;

/** Prints numbered steps, each with the time since the one before. */
final class Story {

    private static final int WIDTH = 96;

    private final PrintStream out;
    private final long began = System.nanoTime();
    private long last = began;
    private int number;

    Story(PrintStream out) {
        this.out = out;
    }

    void begin(String sentence) {
        out.println();
        out.println(sentence);
        out.println();
    }

    void step(String title, String format, Object... values) {
        number++;
        long now = System.nanoTime();
        String text =
                String.format(Locale.ROOT, "%2d  %-8s ", number, title) + String.format(Locale.ROOT, format, values);
        out.printf(Locale.ROOT, "%-" + WIDTH + "s %4.1f s%n", text, (now - last) / 1e9);
        last = now;
    }

    void detail(String format, Object... values) {
        out.println("             " + String.format(Locale.ROOT, format, values));
    }

    void end(String sentence) {
        out.println();
        out.printf(Locale.ROOT, "Done in %.1f s. %s%n", (System.nanoTime() - began) / 1e9, sentence);
    }
}
