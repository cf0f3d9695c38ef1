// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.math.BigDecimal;
import java.util.List;

/**
 * Money that a restaurant's guests have given it: in the tips of its orders or on its store credits. Writers move it from
 * one to the other within a transaction, so that its sum is the same in every consistent view.
 *
 * @param tips in orders
 * @param credits in store credits
 */
record Money(BigDecimal tips, BigDecimal credits) {

    static Money in(ArchiveReader archive) {
        return in(archive, archive);
    }

    /** Tips out of one archive and credits out of another: what a torn export would have read. */
    static Money in(ArchiveReader orders, ArchiveReader credits) {
        return new Money(sum(orders, "orders", "tip"), sum(credits, "store_credits", "balance"));
    }

    BigDecimal total() {
        return tips.add(credits);
    }

    private static BigDecimal sum(ArchiveReader archive, String table, String column) {
        ManifestTable found = archive.manifest().tables().stream()
                .filter(candidate -> candidate.name().name().equalsIgnoreCase(table))
                .findFirst()
                .orElseThrow();
        BigDecimal sum = BigDecimal.ZERO;
        try (RowStream rows = archive.rows(found.name())) {
            int position = position(rows.columns(), column);
            for (Row row = rows.next(); row != null; row = rows.next()) {
                sum = sum.add(new BigDecimal(row.value(position)));
            }
        }
        return sum;
    }

    private static int position(List<String> columns, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(column);
    }
}
