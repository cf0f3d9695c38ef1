// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import org.opentest4j.TestAbortedException;

/** Database servers that some machines cannot start. */
final class Engines {

    private Engines() {}

    /** What to throw: it skips the tests with the reason, or fails them where every engine is required. */
    static RuntimeException missing(String engine, Exception reason) {
        String message = engine + " cannot be started here, the tests on it did not run: " + reason.getMessage();
        if (Boolean.getBoolean("tenantbackup.requireEngines")) {
            return new IllegalStateException(message, reason);
        }
        return new TestAbortedException(message, reason);
    }
}
