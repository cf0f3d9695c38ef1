// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The statement that gives rows a value that no application writes, where another staged row is to get the one they hold:
 * told apart by the staged rows' numbers, and held by nobody.
 */
final class Parking {

    private final LoadScope scope;
    private final LoadStep.ParkUnique step;
    private final TablePlan table;
    private final Table<?> target;

    Parking(LoadScope scope, LoadStep.ParkUnique step) {
        this.scope = scope;
        this.step = step;
        this.table = scope.plan().table(step.table());
        this.target = scope.tables().target(step.table());
    }

    /** @param owned what proves that a live row is the tenant's */
    Query query(Condition owned) {
        Table<?> changing = staged("tb_staged");
        Table<?> live = scope.tables().as(step.table(), "l");
        Table<?> wanting = staged("w");
        Condition wanted = DSL.noCondition();
        for (String column : step.key().columns()) {
            Field<Object> wish = SqlTables.column(wanting, column);
            Field<Object> held = SqlTables.column(live, column);
            wanted = wanted.and(step.key().nullsDistinct() ? wish.eq(held) : wish.isNotDistinctFrom(held));
        }
        Condition isItself =
                StagingTable.is(wanting, Change.UPDATE).and(scope.match().same(table, wanting, changing));
        Condition isWanted = scope.match()
                .same(table, live, changing)
                .and(DSL.exists(DSL.selectOne()
                        .from(wanting)
                        .where(StagingTable.is(wanting, Change.INSERT, Change.UPDATE))
                        .and(wanted)
                        .and(isItself.not())));
        Condition inTheWay = StagingTable.is(changing, leaving())
                .and(DSL.exists(DSL.selectOne().from(live).where(isWanted)));
        return scope.writing()
                .update(
                        table,
                        target,
                        changing,
                        inTheWay,
                        Map.of(SqlTables.column(target, step.column()), parked()),
                        owned);
    }

    private Change[] leaving() {
        return step.inDeletedRows() ? new Change[] {Change.UPDATE, Change.DELETE} : new Change[] {Change.UPDATE};
    }

    private Table<?> staged(String alias) {
        return scope.staging().table(step.table()).as(alias);
    }

    private Field<Object> parked() {
        Column column = table.column(step.column());
        if (column.nullable() && step.key().nullsDistinct()) {
            return DSL.inline((Object) null);
        }
        return switch (column.form()) {
            case NUMBER -> number(column);
            case UUID -> scope.writing().newUuid().coerce(Object.class);
            default -> text(column);
        };
    }

    /** Beyond all numbers that are there or come; a negative one only where there are such. */
    private Field<Object> number(Column column) {
        Field<String> beyond = DSL.field(
                "case when {0} < 0 then {0} - 1 - {2} else coalesce({1}, 0) + 1 + {2} end",
                String.class, outermost(column, DSL::min), outermost(column, DSL::max), stagedNumber());
        return scope.dialect().fromText(column, beyond).coerce(Object.class);
    }

    private Field<Object> outermost(Column column, UnaryOperator<Field<Object>> of) {
        Table<?> live = scope.tables().as(step.table(), "a");
        Table<?> coming = staged("b");
        Name each = DSL.name("tb_each");
        Table<?> both = DSL.select(
                        of.apply(SqlTables.column(live, column.name())).as(each))
                .from(live)
                .where(amongWhichItIsUnique(live))
                .unionAll(DSL.select(of.apply(SqlTables.column(coming, column.name())))
                        .from(coming))
                .asTable(DSL.name("e"));
        return DSL.field(DSL.select(of.apply(SqlTables.column(both, "tb_each"))).from(both));
    }

    /** The tenant's rows where the key tells tenants apart: none of a bystander is in the way, nor read. */
    private Condition amongWhichItIsUnique(Table<?> live) {
        return scope.plan().catalog().table(step.table()).ownership() instanceof Ownership.ByColumn named
                        && step.key().columns().contains(named.column())
                        && !table.column(named.column()).nullable()
                ? scope.predicates().named(table.column(named.column()), live, scope.tenant())
                : DSL.noCondition();
    }

    /**
     * Keeps what it held, so that it goes on meeting constraints on its form: an e-mail address has an at sign. Where there
     * is no room for all of it, its end is left out.
     */
    private Field<Object> text(Column column) {
        Field<Object> held = SqlTables.column(target, column.name());
        Field<String> parked = DSL.concat(
                DSL.inline("~"),
                DSL.cast(stagedNumber(), SQLDataType.VARCHAR(20)),
                DSL.inline("~"),
                DSL.coalesce(held.coerce(String.class), DSL.inline("")));
        Field<String> fitting = column.lengthLimit().isEmpty()
                ? parked
                : DSL.left(parked, column.lengthLimit().getAsInt());
        return scope.dialect().fromText(column, fitting).coerce(Object.class);
    }

    private Field<Object> stagedNumber() {
        Table<?> number = staged("v");
        return DSL.field(DSL.select(SqlTables.column(number, StagingTable.NUMBER))
                .from(number)
                .where(StagingTable.is(number, leaving()))
                .and(scope.match().same(table, number, target)));
    }
}
