// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Products that number columns without a sequence, keep temporary tables beyond the transaction, can't index or analyze
 * them within one, check every constraint at every row, and count no changes: numbers are reserved and indexes declared before
 * the first row is written.
 */
abstract sealed class ReservingLoad extends LoadDialect permits H2Load, MariaDbLoad {

    private final Map<TableName, Long> reserved = new HashMap<>();

    ReservingLoad(JdbcSession session) {
        super(session);
    }

    @Override
    final void take(TableName table, String column, long numbers) {
        reserved.put(table, takeBlock(table, column, numbers));
    }

    /** Takes a block of numbers out of an identity column's range; gives the block's first. */
    abstract long takeBlock(TableName table, String column, long rows);

    @Override
    final Field<?> newNumber(TableName table, Column column, Field<?> oldValue) {
        String sequence = column.sequence();
        if (sequence != null) {
            return nextOf(sequence);
        }
        Field<?> base = column.identity() == Identity.NONE
                ? field(
                        "(select coalesce(max({0}), 0) from {1})",
                        DSL.name(column.name()), session.tables().of(table))
                : inline(reserved.getOrDefault(table, 1L) - 1);
        return field("{0} + row_number() over (order by {1})", base, oldValue);
    }

    /** The next number of a sequence. */
    abstract Field<?> nextOf(String sequence);

    @Override
    final boolean checksWholeStatements() {
        return false;
    }

    @Override
    final void defer() {
        // knows no deferrable constraints
    }

    @Override
    final void settle() {
        // every constraint was checked at every row
    }

    @Override
    final Map<TableName, Long> countedChanges() {
        return Map.of();
    }
}
