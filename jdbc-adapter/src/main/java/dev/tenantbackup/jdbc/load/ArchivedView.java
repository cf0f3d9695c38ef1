// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A query that reads rows with new keys back in the backup's terms: new keys and references turned into the old ones by
 * way of the key maps, renewed values into the staged ones where they are what was to be written. What can't be turned
 * back is shown with a mark before it, so that it equals nothing in the backup.
 */
final class ArchivedView {

    private static final String MARK = "\u0001";

    private final LoadScope scope;
    private final StagingTable staging;
    private final TablePlan table;
    private final Table<?> live;
    private final Table<?> staged;
    private final Map<String, ColumnRewrite> rewrites;
    private final List<Join> joins = new ArrayList<>();
    private final Map<String, Field<?>> oldValues = new LinkedHashMap<>();
    private final Map<String, Field<?>> asReferring = new LinkedHashMap<>();
    private final Map<String, Field<String>> texts = new LinkedHashMap<>();
    private final Set<String> asTheyAre = new HashSet<>();

    ArchivedView(LoadScope scope, TableName name) {
        this.scope = scope;
        this.staging = scope.staging().table(name);
        this.table = staging.plan();
        Table<?> all = scope.tables().asItself(name);
        // the tenant's rows first, then the joins: not every planner finds that out by itself
        this.live = DSL.select(SqlTables.columns(all, table.columns()))
                .from(all)
                .where(scope.predicates().owned(table.table(), all, scope.tenant()))
                .asTable(DSL.name("tb_t"));
        this.staged = staging.as("tb_s");
        this.rewrites = scope.plan().remap().of(name);
        for (String column : table.columns()) {
            turnBack(column);
        }
    }

    /** The rows, each planned column as text, in the backup's order. */
    Select<Record> query() {
        return pairsByValues() ? byValues() : byKey(List.copyOf(texts.values()));
    }

    /** The same, each column so that COPY prints that text. */
    Select<Record> copied() {
        if (pairsByValues()) {
            return byValues();
        }
        List<Field<?>> copied = new ArrayList<>();
        texts.forEach((column, text) -> copied.add(
                asTheyAre.contains(column)
                        ? dialect().copiedTextOf(table.column(column), SqlTables.column(live, column))
                        : text));
        return byKey(copied);
    }

    private Select<Record> byValues() {
        return new RowPairing(dialect(), staging).query(from(List.of()), texts, MARK);
    }

    /** Whether no key leads from a row to the staged one whose renewed values it got. */
    private boolean pairsByValues() {
        return !table.hasKey() && !staging.rewritten().isEmpty();
    }

    private SelectJoinStep<Record> from(List<Field<?>> fields) {
        SelectJoinStep<Record> select = DSL.select(fields).from(live);
        for (Join join : joins) {
            select = select.leftJoin(join.table()).on(join.on());
        }
        return select;
    }

    private Select<Record> byKey(List<Field<?>> fields) {
        SelectJoinStep<Record> select = from(fields);
        if (!staging.rewritten().isEmpty() || !asReferring.isEmpty()) {
            Condition sameRow = DSL.noCondition();
            for (String column : table.key()) {
                boolean renewed = staging.rewritten().contains(column);
                Field<Object> value = SqlTables.column(staged, renewed ? staging.newColumn(column) : column);
                Field<?> held = renewed ? SqlTables.column(live, column) : oldValue(column);
                sameRow = sameRow.and(value.eq(held.coerce(Object.class)));
            }
            select = select.leftJoin(staged).on(sameRow.and(StagingTable.is(staged, Change.INSERT, Change.UPDATE)));
        }
        return select.where(isLoaded()).orderBy(order());
    }

    /**
     * Whether the row came with this load. A new tenant has no others; where rows join those that are there, the others
     * are known by keys that nobody was given here, or by standing for a row that was not loaded.
     */
    private Condition isLoaded() {
        if (!(scope.plan().target() instanceof Target.Rekeyed) || !table.hasKey()) {
            return DSL.noCondition();
        }
        Condition isLoaded = DSL.noCondition();
        Table<?> paired = staging.as("tb_p");
        Condition isPaired = StagingTable.is(paired, Change.PAIRED);
        for (String column : table.key()) {
            if (oldValues.containsKey(column)) {
                isLoaded = isLoaded.and(oldValue(column).isNotNull());
            }
            isPaired = isPaired.and(
                    SqlTables.column(paired, column).eq(oldValue(column).coerce(Object.class)));
        }
        return isLoaded.and(DSL.notExists(DSL.selectOne().from(paired).where(isPaired)));
    }

    private List<OrderField<?>> order() {
        List<OrderField<?>> order = new ArrayList<>();
        for (String column : table.key()) {
            Field<?> by = table.hasKey()
                    ? dialect().orderOf(table.column(column), asReferring.getOrDefault(column, oldValue(column)))
                    : dialect().bytesOf(text(column));
            order.add(by.asc().nullsFirst());
        }
        return order;
    }

    private Field<?> oldValue(String column) {
        Field<?> value = oldValues.get(column);
        return value == null ? SqlTables.column(live, column) : value;
    }

    private Field<String> text(String column) {
        Field<String> text = texts.get(column);
        if (text == null) {
            throw new IllegalArgumentException("column '" + column + "' is not planned");
        }
        return text;
    }

    private void turnBack(String name) {
        Column column = table.column(name);
        Field<Object> value = SqlTables.column(live, name);
        Field<String> asIs = dialect().textOf(column, value);
        ColumnRewrite rewrite = rewrites.get(name);
        if (rewrite instanceof ColumnRewrite.ByDomain follow) {
            byDomain(name, column, value, asIs, follow);
        } else if (rewrite instanceof ColumnRewrite.ByType byType) {
            texts.put(name, byType(name, column, value, asIs, byType));
        } else if (staging.rewritten().contains(name) && !pairsByValues()) {
            oldValues.put(name, SqlTables.column(staged, name));
            Field<Object> written = SqlTables.column(staged, staging.newColumn(name));
            texts.put(
                    name,
                    DSL.when(
                                    asIs.isNotDistinctFrom(dialect().textOf(column, written)),
                                    dialect().textOf(column, SqlTables.column(staged, name)))
                            .otherwise(marked(DSL.coalesce(asIs, DSL.inline("")))));
        } else {
            texts.put(name, asIs);
            asTheyAre.add(name);
        }
    }

    private void byDomain(
            String name, Column column, Field<Object> value, Field<String> asIs, ColumnRewrite.ByDomain follow) {
        Joined joined = join(follow.domain(), column, value, DSL.noCondition());
        Field<String> other = otherwise(name, column, value, asIs, follow.domain());
        Set<String> none = follow.none();
        if (none.isEmpty()) {
            oldValues.put(name, joined.value());
            if (table.hasKey() && dialect().isCharacter(column)) {
                joined = asReferring(name, column, joined, follow.domain());
            }
        }
        Field<String> turned = DSL.when(value.isNotNull(), DSL.coalesce(joined.text(), other));
        texts.put(name, none.isEmpty() ? turned : DSL.when(asIs.in(none), asIs).otherwise(turned));
    }

    /**
     * A key as the row that refers to it spelled it: there are collations that find a row by a text that differs from its
     * key in case or in blanks at the end.
     */
    private Joined asReferring(String name, Column column, Joined key, KeyDomain domain) {
        Column keyColumn = scope.staging().map(domain).column();
        Field<Object> spelled = SqlTables.column(staged, name);
        Condition isKey = scope.match().refers(keyColumn, key.value(), column, spelled);
        asReferring.put(name, DSL.when(isKey, spelled).otherwise(key.value()));
        return new Joined(
                key.value(), DSL.when(isKey, dialect().textOf(column, spelled)).otherwise(key.text()));
    }

    private Field<String> byType(
            String name, Column column, Field<Object> value, Field<String> asIs, ColumnRewrite.ByType rewrite) {
        Field<String> type =
                dialect().textOf(table.column(rewrite.typeColumn()), SqlTables.column(live, rewrite.typeColumn()));
        CaseConditionStep<String> cases = null;
        for (Map.Entry<String, KeyDomain> entry : new TreeMap<>(rewrite.cases()).entrySet()) {
            Condition isCase = type.eq(DSL.inline(entry.getKey()));
            Joined joined = join(entry.getValue(), column, value, isCase);
            Condition hasValue = isCase.and(value.isNotNull());
            Field<String> turned = DSL.coalesce(joined.text(), otherwise(name, column, value, asIs, entry.getValue()));
            cases = cases == null ? DSL.when(hasValue, turned) : cases.when(hasValue, turned);
        }
        return cases == null ? asIs : cases.otherwise(asIs);
    }

    private Joined join(KeyDomain domain, Column follower, Field<Object> value, Condition when) {
        KeyMap map = scope.staging().map(domain);
        Table<?> joined = map.as("tb_m" + joins.size());
        Field<Object> newValue = SqlTables.column(joined, KeyMap.NEW);
        joins.add(new Join(
                joined,
                scope.match().refers(map.column(), newValue, follower, value).and(when)));
        Field<Object> old = SqlTables.column(joined, KeyMap.OLD);
        return new Joined(old, dialect().textOf(map.column(), old));
    }

    /** A value that nobody was given: shown as it is if it was to be kept, and was not one that others were given. */
    private Field<String> otherwise(
            String name, Column follower, Field<Object> value, Field<String> asIs, KeyDomain domain) {
        if (!staging.keeps(name)) {
            return marked(asIs);
        }
        KeyMap map = scope.staging().map(domain);
        Table<?> known = map.as("tb_o" + joins.size());
        Condition wasGivenAnother = DSL.exists(DSL.selectOne()
                .from(known)
                .where(scope.match().refers(map.column(), SqlTables.column(known, KeyMap.OLD), follower, value)));
        return DSL.when(wasGivenAnother, marked(asIs)).otherwise(asIs);
    }

    private static Field<String> marked(Field<String> text) {
        return DSL.concat(DSL.inline(MARK), text);
    }

    private Dialect dialect() {
        return scope.dialect();
    }

    private record Join(Table<?> table, Condition on) {}

    private record Joined(Field<Object> value, Field<String> text) {}
}
