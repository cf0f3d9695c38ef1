// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import java.sql.SQLException;

/** The settings of a connection under which values print canonically, and the way back to what it had before. */
public interface PinnedSettings {

    /** Opens a transaction with these settings in force. Call it once per transaction, before anything else. */
    void begin() throws SQLException;

    /** Gives back what does not end with the transaction. Call it after the last one has ended. */
    void restore() throws SQLException;
}
