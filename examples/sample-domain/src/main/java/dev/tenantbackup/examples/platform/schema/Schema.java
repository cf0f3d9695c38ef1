// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tables, in an order in which each comes after those it refers to (references that close a cycle aside). */
public final class Schema {

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private Schema() {}

    /**
     * Orders the tables.
     *
     * @throws IllegalArgumentException if two tables share a name, a reference leads nowhere, or references form a
     *     cycle that no reference {@linkplain ForeignKey#filledLater() closes later}
     */
    public static Schema of(List<Table> described) {
        Map<String, Table> byName = new LinkedHashMap<>();
        for (Table table : described) {
            if (byName.put(table.name(), table) != null) {
                throw new IllegalArgumentException("Table '" + table.name() + "' is described twice.");
            }
        }
        Schema schema = new Schema();
        for (Table table : described) {
            schema.add(table, byName, new LinkedHashSet<>());
        }
        return schema;
    }

    private void add(Table table, Map<String, Table> byName, Set<String> path) {
        if (tables.containsKey(table.name())) {
            return;
        }
        if (!path.add(table.name())) {
            throw new IllegalArgumentException("Tables refer to each other in a circle: " + path + ".");
        }
        for (String needed : table.needs()) {
            Table target = byName.get(needed);
            if (target == null) {
                throw new IllegalArgumentException(
                        "Table '" + table.name() + "' needs '" + needed + "', which is not described.");
            }
            add(target, byName, path);
        }
        path.remove(table.name());
        tables.put(table.name(), table);
    }

    /** The tables, each after those it refers to. */
    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** The tables' names, in the same order. */
    public List<String> names() {
        return List.copyOf(tables.keySet());
    }

    /** The table of that name. */
    public Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("No table '" + name + "' in the platform.");
        }
        return table;
    }

    /** Enumerations used by any column, each once. */
    public List<Type.Enumerated> enumerations() {
        Set<Type.Enumerated> found = new LinkedHashSet<>();
        for (Table table : tables()) {
            for (Column column : table.columns()) {
                if (column.type() instanceof Type.Enumerated enumerated) {
                    found.add(enumerated);
                }
            }
        }
        return new ArrayList<>(found);
    }

    /** Sequences used by any column, each once. */
    public List<String> sequences() {
        Set<String> found = new LinkedHashSet<>();
        for (Table table : tables()) {
            for (Column column : table.columns()) {
                if (column.origin() == Column.Origin.SEQUENCE) {
                    found.add(column.expression());
                }
            }
        }
        return new ArrayList<>(found);
    }
}
