// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** What becomes of a test whose database server can't be had on this machine. */
final class MissingEngine {

    private MissingEngine() {}

    /** What to throw: it skips the test by name, or fails it where every engine is required. */
    static RuntimeException because(String engine, @Nullable String failure) {
        String message = engine + " is left out: the embedded server can't be started: " + failure;
        return Boolean.getBoolean("tenantbackup.requireEngines")
                ? new IllegalStateException(message)
                : new TestAbortedException(message);
    }
}
