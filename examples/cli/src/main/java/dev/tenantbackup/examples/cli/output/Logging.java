// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged to standard error: warnings, or with {@code --debug} what the library does. */
public final class Logging {

    private Logging() {}

    /** Logs what the library and the pool do; other libraries stay quiet. */
    public static void verbose() {
        level("dev.tenantbackup", Level.DEBUG);
        level("com.zaxxer.hikari", Level.INFO);
    }

    private static void level(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
