// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.operation.OperationListener;
import dev.tenantbackup.operation.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Shows how far an operation is: on a terminal as a bar that moves, elsewhere as a line every few seconds, so that the
 * log of a nightly job tells what took long and a short one stays empty.
 */
public final class ProgressDisplay implements OperationListener, AutoCloseable {

    private static final Duration BAR_EVERY = Duration.ofMillis(100);
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final int BAR_WIDTH = 24;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean bar;
    private final InstantSource clock;
    private Instant shown;
    private boolean barVisible;

    public ProgressDisplay(PrintWriter err, boolean terminal, InstantSource clock) {
        this.err = err;
        this.bar = terminal;
        this.clock = clock;
        this.shown = clock.instant();
    }

    @Override
    public synchronized void progressed(Progress progress) {
        Instant now = clock.instant();
        if (Duration.between(shown, now).compareTo(bar ? BAR_EVERY : LINE_EVERY) < 0) {
            return;
        }
        shown = now;
        if (bar) {
            err.print(CLEAR_LINE + bar(progress) + describe(progress));
            barVisible = true;
        } else {
            err.println(describe(progress));
        }
        err.flush();
    }

    private static String bar(Progress progress) {
        if (progress.percent() < 0) {
            return "";
        }
        int full = BAR_WIDTH * progress.percent() / 100;
        return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "] ";
    }

    private static String describe(Progress progress) {
        StringBuilder text = new StringBuilder(progress.phase());
        progress.currentTable().ifPresent(table -> text.append(' ').append(table));
        if (progress.rows() > 0 || progress.total() > 0) {
            text.append(", ").append(Quantities.count(progress.rows(), "row"));
        }
        if (progress.percent() >= 0) {
            text.append(" (").append(progress.percent()).append(" %)");
        }
        return text.toString();
    }

    /** Takes the bar away, so that what comes next starts on a clean line. */
    @Override
    public synchronized void close() {
        if (barVisible) {
            err.print(CLEAR_LINE);
            err.flush();
            barVisible = false;
        }
    }
}
