// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an accident did, table by table. Tables that it left alone are not listed.
 *
 * @param tables what happened to each table, by name
 */
public record DamageToll(Map<String, Change> tables) {

    public DamageToll {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /**
     * Rows of one table.
     *
     * @param inserted rows that weren't there before
     * @param updated rows that hold other values under the same key
     * @param deleted rows that are gone
     */
    public record Change(long inserted, long updated, long deleted) {

        static final Change NONE = new Change(0, 0, 0);

        Change plus(Change other) {
            return new Change(inserted + other.inserted, updated + other.updated, deleted + other.deleted);
        }
    }
}
