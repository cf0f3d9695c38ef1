// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The keys of the rows of one table that a load writes, as the database holds them: new ones where they got new ones. */
final class WrittenKeys {

    private final LoadScope scope;
    private final TablePlan table;
    private final int most;

    WrittenKeys(LoadScope scope, TableName table, int most) {
        this.scope = scope;
        this.table = scope.plan().table(table);
        this.most = most;
    }

    TableKeys find() {
        if (!table.hasKey()) {
            return new TableKeys(List.of(), List.of(), List.of(), false);
        }
        List<RowKey> inserted = of(Change.INSERT);
        List<RowKey> updated = of(Change.UPDATE);
        List<RowKey> deleted = of(Change.DELETE);
        boolean complete = inserted.size() <= most && updated.size() <= most && deleted.size() <= most;
        return new TableKeys(atMost(inserted), atMost(updated), atMost(deleted), complete);
    }

    /** Of a tenant that has no rows but those written. */
    TableKeys ofTenant() {
        if (!table.hasKey()) {
            return new TableKeys(List.of(), List.of(), List.of(), false);
        }
        Table<?> live = scope.tables().asItself(table.name());
        List<Field<String>> keys = new ArrayList<>();
        List<Field<?>> order = new ArrayList<>();
        for (String column : table.key()) {
            Field<Object> value = SqlTables.column(live, column);
            keys.add(scope.dialect().textOf(table.column(column), value));
            order.add(scope.dialect().orderOf(table.column(column), value));
        }
        List<RowKey> inserted = scope.sql()
                .select(keys)
                .from(live)
                .where(scope.predicates().owned(table.table(), live, scope.tenant()))
                .orderBy(order)
                .limit(most + 1)
                .fetch(row -> new RowKey(table.key(), Arrays.asList(row.into(String[].class))));
        return new TableKeys(atMost(inserted), List.of(), List.of(), inserted.size() <= most);
    }

    private List<RowKey> atMost(List<RowKey> keys) {
        return keys.subList(0, Math.min(most, keys.size()));
    }

    /** One more than wanted, if there are more. */
    private List<RowKey> of(Change change) {
        MappedRows rows = scope.mapped(table.name(), "s");
        List<Field<String>> keys = new ArrayList<>();
        for (String column : table.key()) {
            // what goes is known by the key that it has; what comes by the one it gets
            Field<?> value = change == Change.DELETE ? SqlTables.column(rows.staged(), column) : rows.value(column);
            keys.add(scope.dialect().textOf(table.column(column), value).as(DSL.name(column)));
        }
        return scope.sql()
                .fetch(rows.select(keys)
                        .where(StagingTable.is(rows.staged(), change))
                        .orderBy(SqlTables.column(rows.staged(), StagingTable.NUMBER))
                        .limit(most + 1))
                .map(row -> new RowKey(table.key(), Arrays.asList(row.into(String[].class))));
    }
}
