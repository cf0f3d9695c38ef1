// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;

/** The same value behind all others in every row. */
record AppendedValue(String value) implements RowChange {

    @Override
    public Row apply(Row row) {
        RowBuilder builder = new RowBuilder(row.size() + 1);
        for (int i = 0; i < row.size(); i++) {
            builder.add(row, i);
        }
        builder.add(value);
        return builder.build();
    }
}
