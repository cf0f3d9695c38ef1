// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * Something that a restore sets off beyond the rows that it writes.
 *
 * @param kind what it is
 * @param table where
 * @param message one sentence
 * @param rows how many rows it concerns
 */
public record Effect(Kind kind, TableName table, String message, long rows) {

    public Effect {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(message, "message");
    }

    /** What kind of effect. */
    public enum Kind {
        /** A declared trigger fires for rows that are written. */
        TRIGGER,
        /** The database computes columns of rows that are written. */
        GENERATED,
        /** Rows that are deleted have foreign keys to them that would take other rows along, or clear them. */
        CASCADE,
        /** Rows that are deleted point to files outside of the database, which stay. */
        FILES_LEFT,
        /** Rows outside of the plan were written by a trigger: known after the fact, where the database counts. */
        WRITTEN_BESIDE
    }
}
