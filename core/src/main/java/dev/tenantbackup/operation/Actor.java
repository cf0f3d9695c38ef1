// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

import java.util.Objects;

/**
 * Who asked for an operation: recorded with every backup and restore.
 *
 * @param name a login, a job's name; at most 200 characters
 */
public record Actor(String name) {

    /** The actor where nobody said who they are. */
    public static final Actor UNKNOWN = new Actor("unknown");

    public Actor {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("an actor's name has 1 to 200 characters");
        }
    }

    public static Actor of(String name) {
        return new Actor(name);
    }
}
