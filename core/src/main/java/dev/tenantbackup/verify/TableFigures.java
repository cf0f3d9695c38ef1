// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of one table are the tenant's, by two ways of counting.
 *
 * @param ownership how the catalog says that the table's rows belong: {@code column}, {@code references}, {@code shared}
 * @param rows the rows that an export takes; 0 for tables whose rows are nobody's
 * @param column the column that names tenants; null if the table has none
 * @param naming the rows that name the tenant in that column, by it alone; 0 if there is none
 */
public record TableFigures(
        String ownership, long rows, @Nullable String column, long naming) {

    public TableFigures {
        Objects.requireNonNull(ownership, "ownership");
    }

    /** The column that names tenants, where the table has one. */
    public Optional<String> tenantColumn() {
        return Optional.ofNullable(column);
    }

    /** The rows that name the tenant, where the table has a column that can. */
    public OptionalLong byColumn() {
        return column == null ? OptionalLong.empty() : OptionalLong.of(naming);
    }
}
