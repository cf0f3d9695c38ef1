// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Does to one tenant what careless people and programs do. Each deed is one transaction; what the database refuses does not
 * happen.
 */
final class Damage {

    private static final int ATTEMPTS = 40;

    private final RandomSchema schema;
    private final RandomDatabase database;
    private final String tenant;
    private final Random random;
    private final RowMaker rows;
    private Contents all;
    private Contents own;

    Damage(RandomSchema schema, RandomDatabase database, String tenant, Random random, AtomicLong counter) {
        this.schema = schema;
        this.database = database;
        this.tenant = tenant;
        this.random = random;
        this.rows = new RowMaker(schema, random, counter);
        this.all = Contents.empty(schema);
        this.own = all;
        look();
    }

    private void look() {
        all = database.contents();
        own = new Owners(schema, all).rowsOf(tenant);
    }

    /** A few deeds that the database lets happen. */
    void inflict() {
        int deeds = 1 + random.nextInt(7);
        for (int i = 0; i < ATTEMPTS && deeds > 0; i++) {
            if (random.nextInt(25) == 0) {
                deleteEverything();
                deeds--;
            } else if (attempt(deed())) {
                deeds--;
            }
        }
    }

    private boolean attempt(List<String> statements) {
        if (statements.isEmpty()) {
            return false;
        }
        try {
            database.run(statements);
        } catch (SQLException refused) {
            if (!String.valueOf(refused.getSQLState()).startsWith("23")) {
                throw new IllegalStateException(refused.getMessage() + "\n" + statements, refused);
            }
            return false;
        }
        look();
        return true;
    }

    private List<String> deed() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> onRow(this::deleteRow);
            case 2, 3 -> onRow(this::changeRow);
            case 4, 5, 6 -> insertRow();
            case 7, 8, 9 -> onRow(this::swapUnique);
            case 10, 11 -> onRow(this::repoint);
            case 12 -> deleteTable();
            case 13, 14 -> onRow(this::createAgain);
            default -> onRow(this::insertTwice);
        };
    }

    /** A deed on one of the tenant's rows. */
    private List<String> onRow(RowDeed deed) {
        List<RandomTable> filled = schema.tables().stream()
                .filter(table -> !own.of(table.name()).isEmpty())
                .toList();
        if (filled.isEmpty()) {
            return List.of();
        }
        RandomTable table = filled.get(random.nextInt(filled.size()));
        return deed.on(table, anyOf(own.of(table.name())));
    }

    private List<String> deleteRow(RandomTable table, Map<String, @Nullable String> row) {
        return List.of(database.sql().delete(table, row));
    }

    private List<String> changeRow(RandomTable table, Map<String, @Nullable String> row) {
        List<RandomColumn> columns = content(table);
        if (columns.isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            RandomColumn column = anyOf(columns);
            values.put(column.name(), column.nullable() && random.nextInt(4) == 0 ? null : rows.value(column));
        }
        return List.of(database.sql().update(table, row, values));
    }

    /** Columns that neither tell the row nor refer to another. */
    private List<RandomColumn> content(RandomTable table) {
        return table.columns().stream()
                .filter(column -> !table.key().contains(column.name()))
                .filter(column -> !isReferring(table, column.name()))
                .toList();
    }

    private boolean isReferring(RandomTable table, String column) {
        return table.linkColumns(schema).contains(column)
                || table.references().stream()
                        .anyMatch(reference -> reference.columns().contains(column));
    }

    private List<String> insertRow() {
        RandomTable table = anyOf(schema.tables());
        if (!table.owner().isTenants() || table.owner() instanceof Owner.Root) {
            return List.of();
        }
        Map<String, @Nullable String> row = rows.row(table, tenant, all, own, true);
        return row == null ? List.of() : List.of(database.sql().insert(table, row));
    }

    private List<String> insertTwice(RandomTable table, Map<String, @Nullable String> row) {
        return table.hasKey() ? List.of() : List.of(database.sql().insert(table, row));
    }

    /** Two or three rows pass on their unique values in a ring. */
    private List<String> swapUnique(RandomTable table, Map<String, @Nullable String> first) {
        if (table.uniques().isEmpty() || !table.hasKey()) {
            return List.of();
        }
        List<String> unique = anyOf(table.uniques());
        Map<String, @Nullable String> aside = new LinkedHashMap<>();
        Map<String, @Nullable String> held = new LinkedHashMap<>();
        for (String column : unique) {
            aside.put(column, setAside(table, first, column));
            held.put(column, first.get(column));
        }
        List<String> statements = new ArrayList<>();
        boolean stays = isPlain(table, unique);
        statements.add(
                stays
                        ? database.sql().update(table, first, aside)
                        : database.sql().delete(table, first));
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            Map<String, @Nullable String> next = anyOf(own.of(table.name()));
            if (next != first) {
                statements.add(database.sql().update(table, next, new LinkedHashMap<>(held)));
                unique.forEach(column -> held.put(column, next.get(column)));
            }
        }
        Map<String, @Nullable String> back = new LinkedHashMap<>(first);
        back.putAll(held);
        statements.add(
                stays
                        ? database.sql().update(table, first, held)
                        : database.sql().insert(table, back));
        return statements;
    }

    private boolean isPlain(RandomTable table, List<String> unique) {
        return unique.stream().anyMatch(column -> !isReferring(table, column));
    }

    /** A value out of the way; references stay as they are. */
    private @Nullable String setAside(RandomTable table, Map<String, @Nullable String> row, String column) {
        if (isReferring(table, column)) {
            return row.get(column);
        }
        return switch (table.column(column).type()) {
            case TEXT -> "!@";
            case UNIQUE_ID -> "ffffffff-0000-0000-0000-000000000000";
            default -> table.column(column).filling() == RandomColumn.Filling.POSITIVE ? "77777" : "-77777";
        };
    }

    /** A reference leads to another row of the tenant, or to none. */
    private List<String> repoint(RandomTable table, Map<String, @Nullable String> row) {
        List<RandomReference> references = table.references().stream()
                .filter(reference -> !(schema.table(reference.parent()).owner() instanceof Owner.Root))
                .toList();
        if (references.isEmpty()) {
            return List.of();
        }
        RandomReference reference = anyOf(references);
        Map<String, @Nullable String> target = new LinkedHashMap<>(row);
        boolean optional = reference.columns().stream()
                .allMatch(column -> table.column(column).nullable());
        if (optional && random.nextInt(4) == 0) {
            reference.columns().forEach(column -> target.put(column, null));
        } else if (!rows.referTo(table, target, reference, all, own)) {
            return List.of();
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        reference.columns().forEach(column -> values.put(column, target.get(column)));
        return List.of(database.sql().update(table, row, values));
    }

    /** The row is deleted and made again with another key: what was unique to it, and what referred to it, moves over. */
    private List<String> createAgain(RandomTable table, Map<String, @Nullable String> row) {
        List<String> renewable = table.key().stream()
                .filter(column -> !isReferring(table, column))
                .toList();
        if (renewable.isEmpty() || table.owner() instanceof Owner.Root) {
            return List.of();
        }
        Map<String, @Nullable String> again = new LinkedHashMap<>(row);
        renewable.forEach(column -> again.put(column, rows.value(table.column(column))));
        Map<String, @Nullable String> aside = new LinkedHashMap<>();
        table.uniques().stream()
                .flatMap(List::stream)
                .filter(column -> !isReferring(table, column) && !table.key().contains(column))
                .forEach(column -> aside.put(column, setAside(table, row, column)));
        List<String> statements = new ArrayList<>();
        if (!aside.isEmpty()) {
            statements.add(database.sql().update(table, row, aside));
        }
        statements.add(database.sql().insert(table, again));
        Owners owners = new Owners(schema, all);
        for (RandomReference reference : schema.referencesTo(table.name())) {
            RandomTable child = schema.table(reference.table());
            for (Map<String, @Nullable String> referring : own.of(child.name())) {
                if (referring != row && owners.target(reference, referring) == row) {
                    Map<String, @Nullable String> values = new HashMap<>();
                    for (int i = 0; i < reference.columns().size(); i++) {
                        values.put(
                                reference.columns().get(i),
                                again.get(reference.parentColumns().get(i)));
                    }
                    statements.add(database.sql().update(child, referring, values));
                }
            }
        }
        statements.add(database.sql().delete(table, row));
        return statements;
    }

    private List<String> deleteTable() {
        RandomTable table = anyOf(schema.tables());
        return own.of(table.name()).stream()
                .map(row -> database.sql().delete(table, row))
                .toList();
    }

    /** All of the tenant's rows that can go, the tenant's own row last. */
    private void deleteEverything() {
        boolean more = true;
        while (more) {
            more = false;
            for (int i = schema.tables().size() - 1; i >= 0; i--) {
                RandomTable table = schema.tables().get(i);
                List<String> deletes = own.of(table.name()).stream()
                        .map(row -> database.sql().delete(table, row))
                        .toList();
                more |= attempt(deletes);
            }
        }
    }

    private <T> T anyOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @FunctionalInterface
    private interface RowDeed {
        List<String> on(RandomTable table, Map<String, @Nullable String> row);
    }
}
