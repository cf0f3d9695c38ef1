// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

/**
 * Told of what was changed, so that the application can evict it from caches, index it anew, or recompute what it derives
 * from it.
 */
@FunctionalInterface
public interface AfterCommit {

    /** Tells nobody. */
    AfterCommit NONE = changed -> {};

    /**
     * Called once per restore, clone or undo that wrote rows: after the commit, on the caller's thread, when the connection
     * has been given back. Not called if nothing was written, if the commit failed, or if its outcome is unknown.
     *
     * <p>Nothing can be taken back any more: an exception thrown here is logged and becomes a note in the result.
     */
    void changed(ChangedKeys changed);
}
