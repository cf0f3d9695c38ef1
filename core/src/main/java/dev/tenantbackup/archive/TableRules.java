// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.UniqueRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The restore rules of a table that were in force when it was exported.
 *
 * @param table what a restore may do to its rows
 * @param columns by column; one that is not listed is {@link ColumnRule#REPLACE}
 * @param unique by column: what becomes of values unique across tenants
 * @param triggerColumns columns that triggers set by themselves, in the order of their names
 */
public record TableRules(
        TableRule table, Map<String, ColumnRule> columns, Map<String, UniqueRule> unique, List<String> triggerColumns) {

    /** Nothing declared. */
    public static final TableRules NONE = new TableRules(TableRule.REPLACE, Map.of(), Map.of(), List.of());

    public TableRules {
        Objects.requireNonNull(table, "table");
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        unique = Collections.unmodifiableMap(new TreeMap<>(unique));
        triggerColumns = triggerColumns.stream().sorted().toList();
    }
}
