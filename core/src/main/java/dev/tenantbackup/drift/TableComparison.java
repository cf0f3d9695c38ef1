// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Impact;
import dev.tenantbackup.plan.Difference.Kind;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares one table as a source has it with the live one. Reads the source's rows where only they can tell what a
 * difference means: a column that is gone, a type that has changed, NULL that is no longer accepted; at most once.
 */
public final class TableComparison {

    private final CatalogTable live;
    private final TableName name;
    private final RowSource source;
    private final List<String> columns;
    private final RowQuestions questions;
    private final List<Supplier<Difference>> answers = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> usable = new HashSet<>();

    private TableComparison(CatalogTable live, RowSource source) {
        this.live = live;
        this.name = live.name();
        this.source = source;
        this.columns = source.columns(name);
        this.questions = new RowQuestions(source, name, live.schema().keyColumns());
        usable.addAll(columns);
    }

    /** Compares a table that both have. */
    public static TableComparison of(CatalogTable live, RowSource source) {
        TableComparison comparison = new TableComparison(live, source);
        comparison.compare();
        return comparison;
    }

    /** What it means that the database has no such table of tenants' rows. */
    public static Difference gone(TableName table, long rows) {
        String message = "The backup holds " + rows + " rows of table '" + table
                + "', which the database does not have or no longer counts as the tenant's.";
        return rows == 0
                ? Difference.compatible(Kind.TABLE_GONE, table, null, message, 0)
                : Difference.undecided(Kind.TABLE_GONE, table, null, message, rows, Decisions.tableGone(table));
    }

    /** All differences, those of single columns first. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** The source's columns with nothing in them that the table can't hold. */
    public Set<String> usableColumns() {
        return Set.copyOf(usable);
    }

    /** Whether rows come in an order that the table's key does not have. */
    public boolean isOrderedOtherwise() {
        return differences.stream()
                .anyMatch(difference -> difference.kind() == Kind.KEY && difference.standsInTheWay());
    }

    private void compare() {
        columns.forEach(this::lookForLoss);
        live.schema().storedColumns().forEach(this::lookForMissing);
        for (Column column : live.schema().storedColumns()) {
            source.column(name, column.name()).ifPresent(then -> lookForChange(then, column));
        }
        questions.read();
        answers.forEach(answer -> differences.add(answer.get()));
        compareKeys();
    }

    /** Rows of a queue never come back, whatever they hold. */
    private boolean isAsked() {
        return live.rule() != TableRule.QUEUE && source.count(name) > 0;
    }

    private void lookForLoss(String column) {
        if (live.schema().storedColumnNames().contains(column)) {
            return;
        }
        boolean isComputed = live.schema().find(column).isPresent();
        String what = "The backup holds column '" + column + "' of table '" + name + "', which the database "
                + (isComputed ? "computes itself" : "does not have") + ": ";
        if (!isAsked()) {
            differences.add(Difference.compatible(Kind.COLUMN_GONE, name, column, what + "no rows have it.", 0));
            return;
        }
        RowQuestions.Answer held = questions.count(column, value -> value != null);
        answers.add(() -> held.rows() == 0
                ? Difference.compatible(Kind.COLUMN_GONE, name, column, what + "all rows have NULL in it.", 0)
                : new Difference(
                        Kind.COLUMN_GONE,
                        Impact.UNDECIDED,
                        name,
                        column,
                        what + "its values would be lost.",
                        held.rows(),
                        held.samples(),
                        isComputed
                                ? Decisions.columnComputed(name, column)
                                : Decisions.columnGone(name, column, newcomers())));
    }

    private List<String> newcomers() {
        return live.schema().storedColumnNames().stream()
                .filter(column -> !columns.contains(column))
                .toList();
    }

    private void lookForMissing(Column column) {
        if (columns.contains(column.name())) {
            return;
        }
        String what = "The backup does not hold column '" + column.name() + "' of table '" + name + "', which ";
        boolean isNeeded = !column.nullable() && !column.hasDefault() && !column.isNumberedByDatabase();
        if (live.schema().keyColumns().contains(column.name())) {
            differences.add(Difference.undecided(
                    Kind.COLUMN_NEW,
                    name,
                    column.name(),
                    what + "is part of its key.",
                    source.count(name),
                    Decisions.valueMissing(name, column.name())));
        } else if (isNeeded && isAsked()) {
            differences.add(Difference.undecided(
                    Kind.COLUMN_NEW,
                    name,
                    column.name(),
                    what + "has no default and can't be NULL.",
                    source.count(name),
                    Decisions.valueMissing(name, column.name())));
        } else {
            differences.add(Difference.compatible(
                    Kind.COLUMN_NEW,
                    name,
                    column.name(),
                    "Column '" + column.name() + "' of table '" + name
                            + "' is new: rows that are there keep their value, others get its default.",
                    source.count(name)));
        }
    }

    private void lookForChange(Column then, Column now) {
        boolean isOtherType = !then.type().equals(now.type());
        boolean lostNull = then.nullable() && !now.nullable();
        if (isOtherType) {
            lookForUnfit(then, now);
        }
        if (lostNull) {
            lookForNulls(now);
        } else if (!then.nullable() && now.nullable()) {
            differences.add(Difference.compatible(
                    Kind.NULLABILITY,
                    name,
                    now.name(),
                    "Column '" + now.name() + "' of table '" + name + "' may be NULL now.",
                    0));
        }
    }

    private void lookForUnfit(Column then, Column now) {
        boolean isMade = then.type().equals(RowSource.MADE);
        String what = isMade
                ? "Column '" + now.name() + "' of table '" + name + "' is " + now.type()
                        + " and gets its values by a declared change"
                : "Column '" + now.name() + "' of table '" + name + "' was " + then.type() + " in the backup and is "
                        + now.type() + " now";
        Difference fits = Difference.compatible(Kind.TYPE, name, now.name(), what + ": every archived value fits.", 0);
        if (!isAsked()) {
            differences.add(fits);
            return;
        }
        RowQuestions.Answer unfit = questions.count(now.name(), value -> value != null && !now.accepts(value));
        answers.add(() -> {
            if (unfit.rows() == 0) {
                return fits;
            }
            usable.remove(now.name());
            return new Difference(
                    Kind.TYPE,
                    Impact.UNDECIDED,
                    name,
                    now.name(),
                    what + ", which can't hold " + unfit.rows() + " of the archived values exactly.",
                    unfit.rows(),
                    unfit.samples(),
                    Decisions.doesNotFit(name, now.name()));
        });
    }

    private void lookForNulls(Column now) {
        String what = "Column '" + now.name() + "' of table '" + name + "' can't be NULL any more";
        if (!isAsked()) {
            differences.add(Difference.compatible(Kind.NULLABILITY, name, now.name(), what + ".", 0));
            return;
        }
        RowQuestions.Answer nulls = questions.count(now.name(), value -> value == null);
        answers.add(() -> {
            if (nulls.rows() == 0) {
                return Difference.compatible(
                        Kind.NULLABILITY, name, now.name(), what + ": every archived row has a value.", 0);
            }
            usable.remove(now.name());
            return new Difference(
                    Kind.NULLABILITY,
                    Impact.UNDECIDED,
                    name,
                    now.name(),
                    what + ", and " + (nulls.rows() == 1 ? "1 archived row has" : nulls.rows() + " archived rows have")
                            + " no value in it.",
                    nulls.rows(),
                    nulls.samples(),
                    Decisions.valueMissing(name, now.name()));
        });
    }

    /** Rows come in the order of the key that they had; a key column that isn't there has been named already. */
    private void compareKeys() {
        Optional<List<String>> then = source.keyColumns(name);
        List<String> now = live.schema().keyColumns();
        if (then.isEmpty() || !columns.containsAll(now) || isSameOrder(then.get(), now)) {
            return;
        }
        String message = then.get().equals(now)
                ? "The key of table '" + name + "', " + now + ", was of another type in the backup, with another order."
                : "The key of table '" + name + "' was " + then.get() + " in the backup and is " + now + " now.";
        differences.add(
                isAsked()
                        ? Difference.undecided(Kind.KEY, name, null, message, source.count(name), Decisions.key(name))
                        : Difference.compatible(Kind.KEY, name, null, message, 0));
    }

    private boolean isSameOrder(List<String> then, List<String> now) {
        return then.equals(now)
                && now.stream()
                        .allMatch(column -> source.column(name, column)
                                .filter(was -> was.form()
                                        != live.schema().column(column).form())
                                .isEmpty());
    }
}
