// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged to standard error: warnings, or with {@code --debug} what the library and the pool do. */
public final class Logging {

    private Logging() {}

    /** Says how much this run logs; other libraries stay quiet. */
    public static void setVerbose(boolean verbose) {
        level("dev.tenantbackup", verbose ? Level.DEBUG : Level.WARN);
        // A connection that fails is told once, by the command; the pool would add a stack trace.
        level("com.zaxxer.hikari", verbose ? Level.INFO : Level.OFF);
    }

    private static void level(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
