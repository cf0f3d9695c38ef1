// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which an archive holds a table's rows. */
final class TableOrder {

    private TableOrder() {}

    /** Of whole rows: by key, or by all texts where there is no key. */
    static KeyOrder of(ManifestTable table) {
        List<String> names = table.columnNames();
        if (table.keyColumns().isEmpty()) {
            return KeyOrder.of(
                    IntStream.range(0, names.size()).boxed().toList(),
                    names.stream().map(name -> false).toList());
        }
        return KeyOrder.of(table.keyColumns().stream().map(names::indexOf).toList(), numeric(table));
    }

    /** Of rows that hold the key's values only. */
    static KeyOrder ofKeyAlone(ManifestTable table) {
        return KeyOrder.of(IntStream.range(0, table.keyColumns().size()).boxed().toList(), numeric(table));
    }

    private static List<Boolean> numeric(ManifestTable table) {
        return table.keyColumns().stream()
                .map(key -> table.columns().stream()
                        .filter(column -> column.name().equals(key))
                        .map(Column::form)
                        .anyMatch(form -> form == ValueForm.NUMBER))
                .toList();
    }
}
