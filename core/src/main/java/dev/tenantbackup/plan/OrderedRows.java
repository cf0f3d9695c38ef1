// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.SourceDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One side of a comparison, watched for its order. */
public final class OrderedRows implements RowStream {

    private final TablePlan table;
    private final KeyOrder order;
    private final RowStream rows;
    private final String name;
    private @Nullable Row last;

    /**
     * @param rows closed with this
     * @param name whose rows they are, for messages
     */
    public OrderedRows(TablePlan table, RowStream rows, String name) {
        this.table = table;
        this.order = table.order();
        this.rows = rows;
        this.name = name;
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    /**
     * @throws SourceDataException if the row's key is lower than the one before, or the same in a table with a key
     */
    @Override
    public @Nullable Row next() {
        Row row = rows.next();
        if (row != null && last != null) {
            int step = order.compare(last, row);
            if (step > 0 || (step == 0 && table.hasKey())) {
                throw outOfOrder(row);
            }
        }
        last = row;
        return row;
    }

    private SourceDataException outOfOrder(Row row) {
        return new SourceDataException(Problem.of("Rows of table '" + table.name() + "' from " + name
                        + " are not in ascending key order at " + table.keyOf(row) + ".")
                .withTable(table.name())
                .withKey(table.keyOf(row))
                .withHint("a comparison would be wrong, so nothing was done; check the key's type and collation."));
    }

    @Override
    public void close() {
        rows.close();
    }
}
