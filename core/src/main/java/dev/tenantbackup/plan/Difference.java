// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the schema that a backup was taken of and the one that it is restored into.
 *
 * @param kind what is different
 * @param impact what that means for the restore
 * @param table where; by its name of now, if it has one
 * @param column null if it is about the whole table
 * @param message the impact in a sentence
 * @param rows how many archived rows it concerns
 * @param samples keys of some of those rows, at most 10
 * @param decision how to declare what would settle it; null where nothing has to be settled, or can be
 */
public record Difference(
        Kind kind,
        Impact impact,
        TableName table,
        @Nullable String column,
        String message,
        long rows,
        List<RowKey> samples,
        @Nullable String decision) {

    public Difference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(impact, "impact");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(message, "message");
        samples = List.copyOf(samples);
    }

    /** One that asks nothing of anybody. */
    public static Difference compatible(
            Kind kind, TableName table, @Nullable String column, String message, long rows) {
        return new Difference(kind, Impact.COMPATIBLE, table, column, message, rows, List.of(), null);
    }

    /** One that a declared decision has settled. */
    public static Difference settled(Kind kind, TableName table, @Nullable String column, String message, long rows) {
        return new Difference(kind, Impact.SETTLED, table, column, message, rows, List.of(), null);
    }

    /** One that stands in the way until somebody decides. */
    public static Difference undecided(
            Kind kind, TableName table, @Nullable String column, String message, long rows, String decision) {
        return new Difference(kind, Impact.UNDECIDED, table, column, message, rows, List.of(), decision);
    }

    public Optional<String> inColumn() {
        return Optional.ofNullable(column);
    }

    public Optional<String> settledBy() {
        return Optional.ofNullable(decision);
    }

    /** Whether nothing is restored as long as it is there. */
    public boolean standsInTheWay() {
        return impact == Impact.UNDECIDED || impact == Impact.BLOCKING;
    }

    /** As what stands in the way of a plan. */
    public Conflict asConflict() {
        return new Conflict(Conflict.Kind.SCHEMA, table, message, decision, rows, samples, List.of());
    }

    /** What is different. */
    public enum Kind {
        /** A table that the backup does not hold. */
        TABLE_NEW,
        /** A table of the backup that the database does not have, or no longer counts as the tenant's. */
        TABLE_GONE,
        TABLE_RENAMED,
        /** A column that the backup does not hold. */
        COLUMN_NEW,
        /** A column of the backup that the database does not have, or computes itself. */
        COLUMN_GONE,
        COLUMN_RENAMED,
        TYPE,
        /** Whether a column accepts NULL. */
        NULLABILITY,
        /** The primary key. */
        KEY,
        /** The word in a polymorphic pair that stands for a table. */
        TYPE_VALUE,
        /** Rows that are computed anew. */
        TRANSFORMED,
        /** A declared change of which nobody can tell whether it applies to this backup, or that can't be made. */
        CHANGE
    }

    /** What a difference means for a restore. */
    public enum Impact {
        /** Nothing is lost, and nobody needs to say anything. */
        COMPATIBLE,
        /** A declared decision says what becomes of it. */
        SETTLED,
        /** Data would be lost, or a value is missing: somebody has to decide. */
        UNDECIDED,
        /** No decision helps: the schema, the declaration or the choice of tables has to change. */
        BLOCKING
    }
}
