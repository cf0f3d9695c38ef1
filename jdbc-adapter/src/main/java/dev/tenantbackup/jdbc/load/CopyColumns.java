// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The planned columns of a table as COPY takes them. */
final class CopyColumns {

    private final List<String> names;
    private final boolean[] binary;

    CopyColumns(TablePlan table) {
        this.names = table.columns();
        this.binary = new boolean[names.size()];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = table.column(names.get(i)).form() == ValueForm.BINARY;
        }
    }

    List<Field<Object>> fields() {
        return names.stream().map(name -> DSL.field(DSL.name(name))).toList();
    }

    /** Adds a row's values, and does not end the line. */
    void add(Row row, CopyText text) {
        for (int i = 0; i < binary.length; i++) {
            if (row.isNull(i)) {
                text.addNull();
            } else if (binary[i]) {
                text.addBinary(row.utf8(), row.from(i), row.to(i));
            } else {
                text.add(row.utf8(), row.from(i), row.to(i));
            }
        }
    }
}
