// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.util.Objects;

/**
 * A password: never printed, not even by accident.
 *
 * @param value what it is
 */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "***";
    }
}
