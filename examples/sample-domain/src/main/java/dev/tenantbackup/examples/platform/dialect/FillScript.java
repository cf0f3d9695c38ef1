// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.Counts;
import dev.tenantbackup.examples.platform.schema.ForeignKey;
import dev.tenantbackup.examples.platform.schema.RowScope;
import dev.tenantbackup.examples.platform.schema.Rows;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that fill the platform's tables on one product: one INSERT … SELECT for each table and group of tenants
 * of the same size, then one UPDATE for each table with references that close a cycle, then the counters of new ids.
 *
 * <p>With T tenants a row's id is {@code k * (T + 1) + t}: {@code t} is the tenant's number from 1, {@code k} the row's
 * from 0, and {@code t = 0} is the platform itself.
 */
public final class FillScript {

    private final Schema schema;
    private final Dialect dialect;
    private final List<TenantGroup> groups;
    private final long tenants;
    private final long seed;

    /**
     * Prepares a fill.
     *
     * @param tenants how many tenants there are in all groups together
     */
    public FillScript(Schema schema, Dialect dialect, List<TenantGroup> groups, long tenants, long seed) {
        this.schema = schema;
        this.dialect = dialect;
        this.groups = List.copyOf(groups);
        this.tenants = tenants;
        this.seed = seed;
    }

    /** The statements that write rows, in the order in which they work. */
    public List<String> rows() {
        List<String> statements = new ArrayList<>();
        for (Table table : schema.tables()) {
            if (table.rows().platform() > 0) {
                statements.add(insert(table, groups.get(0).counts(), platformRows(table.rows())));
            }
            for (TenantGroup group : groups) {
                if (group.counts().of(table.name()) > 0) {
                    statements.add(insert(table, group.counts(), tenantRows(table, group)));
                }
            }
        }
        for (Table table : schema.tables()) {
            if (table.foreignKeys().stream().anyMatch(ForeignKey::filledLater)) {
                groups.forEach(group -> statements.add(closeCycles(table, group)));
            }
        }
        return statements;
    }

    /** The statements that make new rows take ids after the filled ones. */
    public List<String> restarts() {
        List<String> statements = new ArrayList<>();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                if (column.identity()) {
                    statements.addAll(dialect.restartIdentity(table, column, nextId(table)));
                } else if (column.origin() == Column.Origin.SEQUENCE) {
                    statements.add("ALTER SEQUENCE " + column.expression() + " RESTART WITH " + nextId(table));
                }
            }
        }
        return statements;
    }

    private long stride() {
        return tenants + 1;
    }

    private long nextId(Table table) {
        long perTenant = groups.stream()
                .mapToLong(group -> group.counts().of(table.name()))
                .max()
                .orElse(0);
        return Math.max(perTenant, table.rows().platform()) * stride() + 1;
    }

    private String insert(Table table, Counts counts, String source) {
        List<Column> columns =
                table.columns().stream().filter(Column::insertable).toList();
        RowScope row = scope(counts, "t", "k");
        boolean numbered = columns.stream().anyMatch(column -> column.origin() == Column.Origin.IDENTITY_ALWAYS);
        return "INSERT INTO " + table.name() + " ("
                + columns.stream().map(column -> dialect.name(column.name())).collect(Collectors.joining(", ")) + ")\n"
                + (numbered ? dialect.overriding() : "") + "SELECT "
                + columns.stream().map(column -> written(table, column, row)).collect(Collectors.joining(",\n    "))
                + "\nFROM " + source;
    }

    private String written(Table table, Column column, RowScope row) {
        boolean later = table.foreignKeys().stream()
                .anyMatch(key -> key.filledLater() && key.columns().contains(column.name()));
        return later ? "NULL" : dialect.assigned(column.type(), column.valueSql(row));
    }

    private String platformRows(Rows rows) {
        return "(SELECT 0 AS t, n + 1 AS k FROM " + dialect.numbers(rows.platform()) + " numbers) source";
    }

    private String tenantRows(Table table, TenantGroup group) {
        long count = group.counts().of(table.name());
        if (group.only() > 0) {
            return "(SELECT " + group.only() + " AS t, n AS k FROM " + dialect.numbers(count) + " numbers) source";
        }
        String everyTenant = "(SELECT n % " + tenants + " + 1 AS t, " + dialect.divide("n", String.valueOf(tenants))
                + " AS k FROM " + dialect.numbers(count * tenants) + " numbers) source";
        return everyTenant + group.condition("t");
    }

    private String closeCycles(Table table, TenantGroup group) {
        String tenant = "(id % " + stride() + ")";
        RowScope row = scope(group.counts(), tenant, dialect.divide("id", String.valueOf(stride())));
        String assignments = table.foreignKeys().stream()
                .filter(ForeignKey::filledLater)
                .flatMap(key -> key.columns().stream())
                .map(table::column)
                .map(column -> column.name() + " = " + column.valueSql(row))
                .collect(Collectors.joining(", "));
        return "UPDATE " + table.name() + " SET " + assignments + group.condition(tenant);
    }

    private RowScope scope(Counts counts, String tenant, String index) {
        return new RowScope(schema, dialect, counts, stride(), seed, tenant, index, 0);
    }

    /**
     * Tenants with the same number of rows.
     *
     * @param counts their rows per table
     * @param only the one tenant of this group, or 0 for all tenants
     * @param except the tenants that aren't in this group of all
     */
    public record TenantGroup(Counts counts, int only, Set<Integer> except) {

        String condition(String tenant) {
            if (only > 0) {
                return " WHERE " + tenant + " = " + only;
            }
            return except.isEmpty()
                    ? ""
                    : except.stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", " WHERE " + tenant + " NOT IN (", ")"));
        }
    }
}
