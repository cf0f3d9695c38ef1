// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known so far of whose a table's rows are: enough to spread ownership to the tables around it, before all
 * chains are known.
 *
 * @param table the claimed table
 * @param kind how it was claimed, and so which references may become its chains
 * @param settled the ownership, for a {@link Kind#SETTLED} one; the column, for a {@link Kind#COLUMN} one
 * @param steps the chains to take, for a {@link Kind#FIXED} one or a column's declared ones; inferred references for a
 *     {@link Kind#SUGGESTED} one
 * @param distance how many steps its rows are away from rows that name their tenant
 * @param reason why it is only proposed; null if it is certain
 */
record Claim(
        TableName table,
        Kind kind,
        @Nullable Ownership settled,
        List<Reference> steps,
        int distance,
        @Nullable String reason) {

    /** Nearest to the tenant first, then by name: the order in which ownership spreads. */
    static final Comparator<Claim> ORDER =
            Comparator.comparingInt(Claim::distance).thenComparing(Claim::table);

    Claim {
        steps = List.copyOf(steps);
    }

    static Claim settled(TableName table, Ownership ownership, @Nullable String reason) {
        return new Claim(table, Kind.SETTLED, ownership, List.of(), 0, reason);
    }

    /** The same table by its column, and by whatever else may lead on where that is NULL. */
    Claim orSuggested() {
        return new Claim(table, Kind.COLUMN_OR_SUGGESTED, settled, steps, distance, reason);
    }

    boolean isOwned() {
        return settled == null || settled.isOwned();
    }

    Optional<String> proposedBecause() {
        return Optional.ofNullable(reason);
    }

    /** How a table was claimed. */
    enum Kind {
        /** Nothing is left to find out. */
        SETTLED,
        /** By its tenant column, with chains where that may be NULL. */
        COLUMN,
        /** By its tenant column, and where that is NULL through any foreign keys: nobody has said so. */
        COLUMN_OR_SUGGESTED,
        /** Through foreign keys that every row must have. */
        PROVEN,
        /** Through any references, because a person said which or the values suggest them. */
        SUGGESTED,
        /** Through exactly the declared steps. */
        FIXED,
        /** By being referred to. */
        REFERRED_TO
    }
}
