// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.jdbc.session.TemporaryTables.ColumnDefinition;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The temporary table that holds one table's change set: its planned columns in their own types, what is to be done with
 * the row, and a number; for columns whose new value Java makes, a second column beside the staged one.
 */
final class StagingTable {

    static final String CHANGE = "tb_change";
    static final String NUMBER = "tb_number";

    /** The number, as a column. */
    static final Column NUMBER_COLUMN = Column.of(NUMBER, "bigint", ValueForm.NUMBER, false);

    private static final String NEW = "tb_new_";
    private static final String CLEAR = "tb_clear_";

    private final TablePlan plan;
    private final Name name;
    private final List<String> rewritten;
    private final List<String> clearable;
    private final Set<String> kept;

    StagingTable(TablePlan plan, LoadPlan load, int number) {
        this.plan = plan;
        this.name = DSL.name("tb_rows_" + number);
        this.clearable = dirty(plan, load, DirtyRule.NULL);
        this.kept = load.remap().isEmpty() ? Set.of() : Set.copyOf(dirty(plan, load, DirtyRule.KEEP));
        this.rewritten = load.remap().of(plan.name()).entrySet().stream()
                .filter(entry -> isMadeByCaller(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(plan.columns()::contains)
                .sorted()
                .toList();
    }

    private static List<String> dirty(TablePlan plan, LoadPlan load, DirtyRule rule) {
        return load.dirty().columns(plan.table(), rule, load.target()).stream()
                .filter(plan.columns()::contains)
                .toList();
    }

    private static boolean isMadeByCaller(ColumnRewrite rewrite) {
        return rewrite instanceof ColumnRewrite.Document
                || rewrite instanceof ColumnRewrite.Unique
                || rewrite instanceof ColumnRewrite.FileKeys
                || rewrite instanceof ColumnRewrite.Fixed;
    }

    TablePlan plan() {
        return plan;
    }

    Name name() {
        return name;
    }

    Table<?> table() {
        return DSL.table(name);
    }

    Table<?> as(String alias) {
        return table().as(DSL.name(alias));
    }

    /** The columns whose new value the caller makes. */
    List<String> rewritten() {
        return rewritten;
    }

    /** The column beside a rewritten one that holds its new value. */
    String newColumn(String column) {
        return NEW + rewritten.indexOf(column);
    }

    /** The columns that become NULL in rows whose reference is dirty. */
    List<String> clearable() {
        return clearable;
    }

    /** The column beside a clearable one that says whether it becomes NULL in the row. */
    String clearColumn(String column) {
        return CLEAR + clearable.indexOf(column);
    }

    /** Whether a value of the column that has no new one stays as it is. */
    boolean keeps(String column) {
        return kept.contains(column);
    }

    List<ColumnDefinition> definitions() {
        List<ColumnDefinition> columns = new ArrayList<>();
        plan.columns()
                .forEach(column -> columns.add(
                        new ColumnDefinition(column, plan.column(column).type())));
        rewritten.forEach(column -> columns.add(
                new ColumnDefinition(newColumn(column), plan.column(column).type())));
        clearable.forEach(column -> columns.add(new ColumnDefinition(clearColumn(column), "char(1)")));
        columns.add(new ColumnDefinition(CHANGE, "char(1)"));
        columns.add(new ColumnDefinition(NUMBER, "bigint"));
        return columns;
    }

    /**
     * What to index: the row's key, where it has one, and its number. A row may be deleted and another inserted whose key
     * the database takes for the same: one that differs only in case, or 12.5 in place of 12.50; or the key that a row
     * of another database happens to have.
     */
    List<List<String>> uniqueKeys() {
        if (!plan.hasKey()) {
            return List.of(List.of(NUMBER));
        }
        List<String> key = new ArrayList<>(plan.key());
        key.add(CHANGE);
        return List.of(key, List.of(NUMBER));
    }

    /** Whether a staged row is of one of these kinds. */
    static Condition is(Table<?> staged, Change... kinds) {
        return SqlTables.column(staged, CHANGE)
                .coerce(String.class)
                .in(Arrays.stream(kinds).map(kind -> DSL.inline(kind.code())).toList());
    }

    /** What is to be done with a staged row. */
    enum Change {
        INSERT("I"),
        UPDATE("U"),
        DELETE("D"),
        /** It was to be inserted, but the tenant has a row that stands for it: references follow that one. */
        PAIRED("P");

        private final String code;

        Change(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}
