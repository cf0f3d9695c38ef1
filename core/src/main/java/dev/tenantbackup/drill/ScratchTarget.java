// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.database.TenantDatabase;

/**
 * A place of its own for a drill: an empty database or schema with the application's tables, made for one drill and
 * dropped after it. The library knows rows, not table definitions: whoever implements this runs the application's own
 * script or migrations.
 *
 * <p>Must be safe for concurrent use with different names.
 */
public interface ScratchTarget {

    /** Names this target in reports; a later drill clears away what one of the same label has left. */
    String label();

    /**
     * Makes an empty place with the application's tables, and no rows of tenants in them. Rows of shared tables may be
     * there; those that are missing are created from the backup.
     *
     * @param name {@code drill_} and more lower-case letters and digits, at most 20 characters; never used before
     * @throws dev.tenantbackup.model.DatabaseException if it can't be made; {@link #discard} is called then as well
     */
    TenantDatabase open(String name);

    /**
     * Drops what {@link #open} made under a name, also half of it. Does nothing if there is nothing, so that a call can be
     * repeated. Called once after each drill, and by later drills for those whose process died.
     *
     * @throws dev.tenantbackup.model.DatabaseException if something may be left
     */
    void discard(String name);
}
