// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.TemporaryTables.ColumnDefinition;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.Column;
import java.util.List;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The temporary table that holds the new value for each old one of a domain.
 *
 * @param domain whose values
 * @param column the column they are born in
 * @param name the temporary table's name
 */
record KeyMap(KeyDomain domain, Column column, Name name) {

    static final String OLD = "tb_old";
    static final String NEW = "tb_new";

    static KeyMap of(KeyDomain domain, Column column, int number) {
        return new KeyMap(domain, column, DSL.name("tb_keys_" + number));
    }

    Table<?> table() {
        return DSL.table(name);
    }

    Table<?> as(String alias) {
        return table().as(DSL.name(alias));
    }

    List<ColumnDefinition> definitions() {
        return List.of(new ColumnDefinition(OLD, column.type()), new ColumnDefinition(NEW, column.type()));
    }

    static List<List<String>> uniqueKeys() {
        return List.of(List.of(OLD), List.of(NEW));
    }
}
