// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of rows between one release and the next.
 *
 * @param from the recorded schema head before it; null if not said
 * @param to the recorded schema head after it; null if not said: then the schemas alone tell whether its changes apply
 * @param changes in the order in which they are made
 */
public record UpgradeStep(@Nullable String from, @Nullable String to, List<SchemaChange> changes) {

    public UpgradeStep {
        changes = List.copyOf(changes);
        if (from != null && to == null) {
            throw new IllegalArgumentException("a step from schema head '" + from + "' that leads to none");
        }
    }

    public Optional<String> before() {
        return Optional.ofNullable(from);
    }

    public Optional<String> after() {
        return Optional.ofNullable(to);
    }

    /** {@code from 3 to 4}, as far as it is said. */
    public String describe() {
        return to == null ? "declared" : from == null ? "to " + to : "from " + from + " to " + to;
    }
}
