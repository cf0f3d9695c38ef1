// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.TemporaryTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Name;

/** All temporary tables of one load: a staging table per table, a key map per domain. */
final class Staging {

    private final Map<TableName, StagingTable> tables = new LinkedHashMap<>();
    private final Map<KeyDomain, KeyMap> maps = new LinkedHashMap<>();

    Staging(LoadPlan plan) {
        for (TablePlan table : plan.staged()) {
            tables.put(table.name(), new StagingTable(table, plan, tables.size()));
        }
        for (KeyDomain domain : plan.remap().domains()) {
            Column column = plan.catalog().table(domain.table()).schema().column(domain.column());
            maps.put(domain, KeyMap.of(domain, column, maps.size()));
        }
    }

    void create(TemporaryTables temporary) {
        tables.values().forEach(table -> temporary.create(table.name(), table.definitions(), table.uniqueKeys()));
        maps.values().forEach(map -> temporary.create(map.name(), map.definitions(), KeyMap.uniqueKeys()));
    }

    List<Name> names() {
        List<Name> names = new ArrayList<>();
        tables.values().forEach(table -> names.add(table.name()));
        maps.values().forEach(map -> names.add(map.name()));
        return names;
    }

    List<StagingTable> tables() {
        return List.copyOf(tables.values());
    }

    boolean has(TableName table) {
        return tables.containsKey(table);
    }

    StagingTable table(TableName name) {
        StagingTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("table '" + name + "' is not part of this load");
        }
        return table;
    }

    KeyMap map(KeyDomain domain) {
        KeyMap map = maps.get(domain);
        if (map == null) {
            throw new IllegalArgumentException("no new values were planned for " + domain);
        }
        return map;
    }
}
