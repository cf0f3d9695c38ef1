// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * PostgreSQL's own way to move many rows, COPY in its text format, on connections that its own driver has opened. While
 * rows go one way no other statement can run on the connection.
 */
public final class BulkCopy {

    private final CopyManager copies;

    private BulkCopy(CopyManager copies) {
        this.copies = copies;
    }

    /** Empty where the connection, or what a pool has wrapped around it, is not the PostgreSQL driver's. */
    public static Optional<BulkCopy> of(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class)
                    ? Optional.of(
                            new BulkCopy(connection.unwrap(PGConnection.class).getCopyAPI()))
                    : Optional.empty();
        } catch (NoClassDefFoundError anotherDriver) {
            return Optional.empty();
        }
    }

    /** Begins to read the rows of a query. */
    public CopyOut read(String query) throws SQLException {
        return copies.copyOut("copy (" + query + ") to stdout");
    }

    /** Begins to write rows. */
    public CopyIn write(String tableAndColumns) throws SQLException {
        return copies.copyIn("copy " + tableAndColumns + " from stdin");
    }
}
