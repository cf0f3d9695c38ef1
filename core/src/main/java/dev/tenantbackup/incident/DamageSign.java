// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;
import java.util.Objects;

/**
 * By what a backup from before the damage is known: compared with it, so many rows of a table are missing now, changed, or
 * too many. A backup that has the damage itself doesn't differ in that.
 *
 * @param table where
 * @param kind what is wrong with its rows
 * @param rows how many at least
 */
public record DamageSign(TableName table, Kind kind, long rows) {

    public DamageSign {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(kind, "kind");
        if (rows < 1) {
            throw new IllegalArgumentException("a sign of damage without a row");
        }
    }

    /** At least so many rows are gone. */
    public static DamageSign missing(TableName table, long rows) {
        return new DamageSign(table, Kind.MISSING, rows);
    }

    /** At least so many rows have other values. */
    public static DamageSign changed(TableName table, long rows) {
        return new DamageSign(table, Kind.CHANGED, rows);
    }

    /** At least so many rows came that should not be there. */
    public static DamageSign added(TableName table, long rows) {
        return new DamageSign(table, Kind.ADDED, rows);
    }

    /** Whether a restore that would do this would undo the damage. */
    boolean isUndoneBy(RestorePlan plan) {
        TableChanges changes = plan.tables().getOrDefault(table, TableChanges.NONE);
        return switch (kind) {
            case MISSING -> changes.inserted() >= rows;
            case CHANGED -> changes.updated() >= rows;
            case ADDED -> changes.deleted() >= rows;
        };
    }

    /** What can be wrong with rows. */
    public enum Kind {
        MISSING,
        CHANGED,
        ADDED
    }
}
