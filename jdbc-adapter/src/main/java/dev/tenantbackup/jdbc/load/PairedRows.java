// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.database.TenantWriter.Pairs;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.UniqueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among a table's rows to insert, those that the tenant has already by a unique key of its own: one row per
 * tenant, a slug within the tenant, a composite key of references. A key counts if all its columns keep their values or
 * follow another table's keys; a text that would only be changed to make it unique across tenants is compared as it is.
 * Keys that this load makes anew are nobody's, so they don't count.
 */
final class PairedRows {

    private static final int SAMPLES = 10;

    private final LoadScope scope;
    private final StagingTable staging;
    private final TablePlan table;
    private final MappedRows rows;
    private final Table<?> live;
    private final List<KeyDomain> born;
    private final Map<String, ColumnRewrite> rewrites;

    PairedRows(LoadScope scope, TableName name) {
        this.scope = scope;
        this.staging = scope.staging().table(name);
        this.table = staging.plan();
        this.rows = scope.mapped(name, "s");
        this.live = scope.tables().as(name, "t");
        this.born = scope.plan().remap().bornIn(name);
        this.rewrites = scope.plan().remap().of(name);
    }

    /** Marks them, and maps their keys. */
    Pairs find() throws SQLException {
        List<Condition> keys = new ArrayList<>();
        if (table.hasKey()) {
            match(table.key()).ifPresent(keys::add);
        }
        for (UniqueKey key : table.table().schema().uniqueKeys()) {
            if (!key.partial() && table.columns().containsAll(key.columns())) {
                match(key.columns()).ifPresent(keys::add);
            }
        }
        Condition canStandFor = canStandFor();
        keys.replaceAll(canStandFor::and);
        long found = 0;
        for (Condition key : keys) {
            // a row may refer to another of its own table, which has to be found first
            for (long more = mark(key); more > 0; more = mark(key)) {
                mapKeys(key);
                found += more;
            }
        }
        return new Pairs(found, found == 0 ? List.of() : stillInserted());
    }

    /**
     * Whether references to the staged row may lead to the live one: what they name of it is mapped, or the same in both.
     * Of a key of several columns only one is mapped.
     */
    private Condition canStandFor() {
        Condition same = DSL.noCondition();
        for (Reference reference : scope.plan().catalog().referencesTo(table.name())) {
            for (String column : reference.parentColumns()) {
                boolean isMapped =
                        born.stream().anyMatch(domain -> domain.column().equals(column));
                if (!isMapped && table.columns().contains(column)) {
                    same = same.and(SqlTables.column(live, column)
                            .isNotDistinctFrom(rows.value(column).coerce(Object.class)));
                }
            }
        }
        return same;
    }

    private Optional<Condition> match(List<String> columns) {
        Condition match = DSL.noCondition();
        for (String column : columns) {
            Field<?> value = comparable(column);
            if (value == null) {
                return Optional.empty();
            }
            match = match.and(SqlTables.column(live, column).eq(value.coerce(Object.class)));
        }
        return Optional.of(match);
    }

    /** What a live row of the same meaning holds in this column; null if nobody can tell. */
    private @Nullable Field<?> comparable(String column) {
        ColumnRewrite rewrite = rewrites.get(column);
        if (rewrite instanceof ColumnRewrite.ByDomain follow) {
            boolean isBornHere = follow.domain().table().equals(table.name())
                    && follow.domain().column().equals(column);
            if (!isBornHere) {
                return rows.value(column);
            }
            return follow.domain().allocation() == KeyDomain.Allocation.SUFFIX ? staged(column) : null;
        }
        if (rewrite == null) {
            return staged(column);
        }
        return rewrite instanceof ColumnRewrite.Unique unique && unique.rule() == UniqueRule.SUFFIX
                ? staged(column)
                : null;
    }

    private Field<Object> staged(String column) {
        return SqlTables.column(rows.staged(), column);
    }

    /** Marks staged rows that match, in batches; none whose live row stands for another already. */
    private long mark(Condition match) throws SQLException {
        Condition free = DSL.noCondition();
        for (KeyDomain domain : born) {
            Table<?> map = scope.staging().map(domain).as("k");
            free = free.and(DSL.notExists(DSL.selectOne()
                    .from(map)
                    .where(SqlTables.column(map, KeyMap.NEW).eq(SqlTables.column(live, domain.column())))));
        }
        Condition isFree = free;
        Marking marking = new Marking(scope, staging, rows.staged());
        return marking.mark(
                StagingTable.CHANGE,
                Change.PAIRED.code(),
                further -> rows.select(List.of(marking.number()))
                        .join(live)
                        .on(match)
                        .where(StagingTable.is(rows.staged(), Change.INSERT))
                        .and(scope.predicates().owned(table.table(), live, scope.tenant()))
                        .and(isFree)
                        .and(further));
    }

    /** The old values of marked rows become those of the live rows that stand for them. */
    private void mapKeys(Condition match) {
        for (KeyDomain domain : born) {
            KeyMap map = scope.staging().map(domain);
            Table<?> known = map.as("k");
            Field<Object> old = staged(domain.column());
            Field<Object> now = SqlTables.column(live, domain.column());
            scope.sql()
                    .execute(
                            "insert into {0} ({1}, {2}) {3}",
                            map.name(),
                            DSL.name(KeyMap.OLD),
                            DSL.name(KeyMap.NEW),
                            rows.select(List.of(old, now))
                                    .join(live)
                                    .on(match)
                                    .where(StagingTable.is(rows.staged(), Change.PAIRED))
                                    .and(scope.predicates().owned(table.table(), live, scope.tenant()))
                                    .and(old.isNotNull())
                                    .and(now.isNotNull())
                                    .and(DSL.notExists(DSL.selectOne()
                                            .from(known)
                                            .where(SqlTables.column(known, KeyMap.OLD)
                                                    .eq(old)))));
        }
    }

    private List<RowKey> stillInserted() {
        List<Field<String>> keys = new ArrayList<>();
        for (String column : table.key()) {
            keys.add(
                    scope.dialect().textOf(table.column(column), staged(column)).as(DSL.name(column)));
        }
        return scope.sql()
                .select(keys)
                .from(rows.staged())
                .where(StagingTable.is(rows.staged(), Change.INSERT))
                .orderBy(SqlTables.column(rows.staged(), StagingTable.NUMBER))
                .limit(SAMPLES)
                .fetch(row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int i = 0; i < keys.size(); i++) {
                        values.add(row.get(i, String.class));
                    }
                    return new RowKey(table.key(), values);
                });
    }
}
