// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.util.Objects;
import java.util.Set;

/**
 * A trigger on a table.
 *
 * @param name its name, unique within the table
 * @param events what fires it
 */
public record Trigger(String name, Set<Event> events) {

    public Trigger {
        Objects.requireNonNull(name, "name");
        events = Set.copyOf(events);
    }

    /** What fires a trigger. */
    public enum Event {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
