// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.random.RandomColumn.Copy;
import dev.tenantbackup.random.RandomColumn.Filling;
import dev.tenantbackup.random.RandomColumn.Numbering;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Makes the columns that hold what a table is for, unique or not, from a source of random numbers. */
final class ColumnMaker {

    private final Random random;
    private final List<TableDraft> drafts;

    /** @param drafts all tables, as they are made */
    ColumnMaker(Random random, List<TableDraft> drafts) {
        this.random = random;
        this.drafts = drafts;
    }

    /** A column that can be a key by itself. */
    RandomColumn keyColumn(String name) {
        ValueType type = pick(
                ValueType.INTEGER,
                ValueType.BIGINT,
                ValueType.BIGINT,
                ValueType.INTEGER,
                ValueType.TEXT,
                ValueType.UNIQUE_ID);
        RandomColumn column = RandomColumn.of(name, type, false)
                .with(Filling.FRESH)
                .with(Copy.RENEWED)
                .withLength(type == ValueType.TEXT ? 12 + random.nextInt(20) : 0);
        boolean isNumber = type == ValueType.INTEGER || type == ValueType.BIGINT;
        return isNumber
                ? column.with(pick(Numbering.NONE, Numbering.IDENTITY_BY_DEFAULT, Numbering.IDENTITY_ALWAYS))
                : column;
    }

    /** Unique keys of every kind, now and then. */
    void uniques(TableDraft table) {
        if (oneIn(2)) {
            uniqueAcross(table);
        }
        if (oneIn(2)) {
            uniqueWithin(table);
        }
        if (oneIn(5)) {
            oneToOne(table);
        }
    }

    /** A column whose values no two rows of any tenants share. */
    void uniqueAcross(TableDraft table) {
        boolean nullable = oneIn(2);
        switch (random.nextInt(8)) {
            case 0, 1 ->
                table.unique(table.add(RandomColumn.of("slug", ValueType.TEXT, nullable)
                        .with(Filling.FRESH)
                        .with(Copy.RENEWED)
                        .withLength(6 + random.nextInt(30))));
            case 2, 3 ->
                table.unique(table.add(RandomColumn.of("email", ValueType.TEXT, nullable)
                        .with(Filling.MAIL)
                        .with(Copy.RENEWED)
                        .withLength(24 + random.nextInt(30))));
            case 4, 5 ->
                table.unique(table.add(RandomColumn.of("ticket", ValueType.UNIQUE_ID, nullable)
                        .with(Filling.FRESH)
                        .with(Copy.RENEWED)));
            case 6 ->
                table.unique(table.add(RandomColumn.of("ledger", ValueType.INTEGER, true)
                        .with(oneIn(2) ? Filling.FRESH : Filling.POSITIVE)
                        .with(Copy.EMPTIED)));
            default -> {
                if (oneIn(4)) {
                    table.unique(table.add(RandomColumn.of("stuck", ValueType.INTEGER, nullable)
                            .with(oneIn(2) ? Filling.FRESH : Filling.POSITIVE)
                            .with(Copy.STUCK)));
                }
            }
        }
    }

    private void uniqueWithin(TableDraft table) {
        Predicate<RandomReference> telling = reference -> reference.columns().size() == 1
                && !table.column(reference.columns().get(0)).nullable()
                && draft(reference).owner().isTenants();
        Optional<String> scope = table.references().stream()
                .filter(telling)
                .map(reference -> reference.columns().get(0))
                .reduce((first, second) -> oneIn(2) ? first : second);
        scope.or(() -> Optional.ofNullable(table.tenantColumn()))
                .ifPresent(column -> table.unique(
                        column,
                        table.add(RandomColumn.of(
                                        "place", pick(ValueType.INTEGER, ValueType.TEXT, ValueType.UNIQUE_ID), oneIn(3))
                                .with(Filling.SMALL))));
    }

    private void oneToOne(TableDraft table) {
        table.references().stream()
                .filter(reference -> draft(reference).owner().isTenants()
                        && !(draft(reference).owner() instanceof Owner.Root)
                        && !reference.columns().equals(table.key()))
                .findAny()
                .ifPresent(reference -> table.unique(reference.columns()));
    }

    private TableDraft draft(RandomReference reference) {
        return drafts.stream()
                .filter(table -> table.name().equals(reference.parent()))
                .findFirst()
                .orElseThrow();
    }

    /** A few columns of any types. */
    void content(TableDraft table) {
        ValueType[] all = ValueType.values();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ValueType type = all[random.nextInt(all.length)];
            boolean comparable = !table.key().isEmpty() || (type != ValueType.JSON && type != ValueType.LONG_TEXT);
            table.add(RandomColumn.of("c" + i, comparable ? type : ValueType.DECIMAL, oneIn(2)));
        }
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
