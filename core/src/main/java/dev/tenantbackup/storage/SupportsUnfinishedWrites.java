// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.util.List;

/**
 * The ability of a storage that can tell which writes were begun and not completed, so that what a killed process has
 * left can be found and removed. It can't tell whether their writers are alive: whoever discards one looks at the time.
 */
public interface SupportsUnfinishedWrites {

    /** Every write that was begun and not completed, sorted by name. One that is begun or completed meanwhile may be in it. */
    List<UnfinishedWrite> unfinishedWrites();

    /**
     * Removes what a write has stored. Does nothing if it is gone. If its writer is alive after all, its write fails and
     * nothing of it appears; an object that it has completed meanwhile stays.
     *
     * @throws dev.tenantbackup.model.StorageException if that fails
     */
    void discard(UnfinishedWrite write);
}
