// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.List;

/** Whose a table's rows are. */
sealed interface Owner {

    /** The tenants' own rows. */
    record Root(String key) implements Owner {}

    /** The row names its tenant; where it does not, any of the steps leads to it. */
    record ByColumn(String column, List<RandomReference> orElse) implements Owner {
        public ByColumn {
            orElse = List.copyOf(orElse);
        }
    }

    /** Any of the steps leads to a row of the tenant. */
    record Through(List<RandomReference> steps) implements Owner {
        public Through {
            steps = List.copyOf(steps);
        }
    }

    /** A row of the tenant refers to it. */
    record ByReferrers() implements Owner {}

    /** Nobody's in particular. */
    record Shared(List<String> naturalKey) implements Owner {
        public Shared {
            naturalKey = List.copyOf(naturalKey);
        }
    }

    default boolean isTenants() {
        return !(this instanceof Shared);
    }

    /** The references that decide whose a row is. */
    default List<RandomReference> steps() {
        if (this instanceof ByColumn byColumn) {
            return byColumn.orElse();
        }
        return this instanceof Through through ? through.steps() : List.of();
    }
}
