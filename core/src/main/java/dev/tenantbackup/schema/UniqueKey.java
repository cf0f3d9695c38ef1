// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.util.List;
import java.util.Objects;

/**
 * A primary key, unique constraint or unique index.
 *
 * @param name the constraint's or index's name
 * @param columns in the key's order; empty for an index over expressions
 * @param nullsDistinct whether two rows with NULL in it may stand side by side (the usual case)
 * @param partial whether it holds for some rows only, or over an expression or an exclusion operator: then no reference
 *     can rely on it
 */
public record UniqueKey(String name, List<String> columns, boolean nullsDistinct, boolean partial) {

    public UniqueKey {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    public static UniqueKey of(String name, String... columns) {
        return new UniqueKey(name, List.of(columns), true, false);
    }
}
