// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.DatabaseException;
import java.sql.SQLException;

/** What a constraint says that does not hold: somebody's row is in the way, and the database isn't broken. */
final class Violations {

    private static final String CONSTRAINT = "23";

    private Violations() {}

    /** A conflict if a constraint does not hold, else the failure itself. */
    static RuntimeException asConflict(DatabaseException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CONSTRAINT)) {
                return new ConflictException(
                        failure.problem()
                                .withHint(
                                        "a constraint of the table does not hold for what was to be written, or not in"
                                                + " this order; everything was rolled back. Change the rows in the way first."),
                        failure);
            }
        }
        return failure;
    }

    /** What the plan found to be missing somebody may have created since: then it is there to be found. */
    static RuntimeException asRace(DatabaseException failure) {
        RuntimeException conflict = asConflict(failure);
        return conflict instanceof ConflictException
                ? new DatabaseException(
                        failure.problem()
                                .withHint(
                                        "restore again: somebody else has created rows of the shared table meanwhile.")
                                .thatMayPass(),
                        failure)
                : conflict;
    }
}
