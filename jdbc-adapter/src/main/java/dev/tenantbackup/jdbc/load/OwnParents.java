// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TablePlan;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Rows that must refer to rows of their own table, where a product checks each row by itself: parents are inserted before
 * their children, and deleted after them.
 */
final class OwnParents {

    /** Rows that refer to each other in a circle never come into an order; the database refuses them then. */
    private static final int MOST_ROUNDS = 1_000;

    private final LoadScope scope;
    private final TablePlan table;
    private final List<Reference> references;

    private OwnParents(LoadScope scope, TablePlan table, List<Reference> references) {
        this.scope = scope;
        this.table = table;
        this.references = references;
    }

    /** Those references of a table to itself that no statement can leave NULL for a while. */
    static OwnParents of(LoadScope scope, TablePlan table) {
        List<String> later = scope.plan().order().laterColumns(table.name());
        return new OwnParents(
                scope,
                table,
                table.table().references().stream()
                        .filter(Reference::isSelfReference)
                        .filter(Reference::enforced)
                        .filter(reference -> reference.columns().stream().noneMatch(later::contains))
                        .toList());
    }

    /** Whether rows must be inserted in an order of their own. */
    boolean orderInserts() {
        return !references.isEmpty() && !scope.writing().checksWholeStatements();
    }

    /** Whether rows must be deleted in an order of their own: also where some of them have to stay for now. */
    boolean orderDeletes(LoadStep.Delete step) {
        return !references.isEmpty()
                && (!scope.writing().checksWholeStatements()
                        || !step.unlessReferredBy().isEmpty());
    }

    /**
     * Numbers staged rows anew until none that is to be inserted comes before one that it refers to. A row moves by more
     * than all numbers there are, so that numbers stay apart.
     */
    void numberAnew() {
        Table<?> staged = scope.staging().table(table.name()).table();
        Long last = scope.sql()
                .select(DSL.max(number(staged)))
                .from(staged)
                .fetchSingle()
                .value1();
        int moved = last == null ? 0 : 1;
        for (int i = 0; i < MOST_ROUNDS && moved > 0; i++) {
            moved = moveBehindParents(staged, last + 1);
        }
    }

    private int moveBehindParents(Table<?> staged, long distance) {
        Table<?> child = scope.staging().table(table.name()).as("c");
        Table<?> parent = scope.staging().table(table.name()).as("p");
        Condition refers = DSL.falseCondition();
        for (Reference reference : references) {
            refers = refers.or(refers(reference, child, parent));
        }
        Table<?> tooEarly = DSL.table(DSL.name("tb_early"));
        return scope.writing()
                .update(
                        table,
                        staged,
                        DSL.selectDistinct(number(child))
                                .from(child)
                                .join(parent)
                                .on(refers)
                                .where(StagingTable.is(child, Change.INSERT))
                                .and(StagingTable.is(parent, Change.INSERT))
                                .and(number(child).lt(number(parent))),
                        tooEarly,
                        number(staged).eq(number(tooEarly)),
                        Map.of(
                                SqlTables.column(staged, StagingTable.NUMBER),
                                number(tooEarly).add(distance)),
                        DSL.noCondition())
                .execute();
    }

    /** Whether a live row is one that no other row of its table refers to any more. */
    Condition isLeaf(Table<?> live) {
        Table<?> child = scope.tables().as(table.name(), "tb_child");
        Condition leaf = DSL.noCondition();
        for (Reference reference : references) {
            leaf = leaf.andNot(DSL.exists(DSL.selectOne()
                    .from(child)
                    .where(refers(reference, child, live))
                    .andNot(scope.match().same(table, child, live))));
        }
        return leaf;
    }

    private Condition refers(Reference reference, Table<?> child, Table<?> parent) {
        References sides = scope.predicates().references();
        return References.equal(sides.childSide(reference, child), sides.parentSide(reference, parent));
    }

    private static Field<Long> number(Table<?> staged) {
        return SqlTables.column(staged, StagingTable.NUMBER).coerce(Long.class);
    }
}
