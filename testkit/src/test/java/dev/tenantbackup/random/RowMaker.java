// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes rows that meet every constraint of a schema. */
final class RowMaker {

    private static final int TRIES = 12;

    private final RandomSchema schema;
    private final Random random;
    private final AtomicLong counter;

    /** @param counter for values that are never drawn twice; shared by all that make rows of one database */
    RowMaker(RandomSchema schema, Random random, AtomicLong counter) {
        this.schema = schema;
        this.random = random;
        this.counter = counter;
    }

    /** Adds the rows that belong to nobody in particular. */
    void fillShared(Contents all) {
        for (RandomTable table : schema.tables()) {
            if (!table.owner().isTenants()) {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    all.of(table.name()).add(blank(table, ""));
                }
            }
        }
    }

    /** Adds rows of a tenant, of every table none to many. */
    void fill(String tenant, Contents all) {
        Contents own = Contents.empty(schema);
        for (RandomTable table : schema.tables()) {
            int rows = table.owner() instanceof Owner.Root ? 1 : oneIn(8) ? 20 : random.nextInt(6);
            for (int i = 0; table.owner().isTenants() && i < rows; i++) {
                Map<String, @Nullable String> row = row(table, tenant, all, own, false);
                if (row != null) {
                    all.of(table.name()).add(row);
                    if (isClaimed(table, row)) {
                        own.of(table.name()).add(row);
                    }
                }
            }
        }
        for (RandomTable table : schema.tables()) {
            for (Map<String, @Nullable String> row : own.of(table.name())) {
                referLate(table, row, all, own);
            }
        }
    }

    /**
     * A row for a tenant, now and then one that leads to no tenant; null if none can be made.
     *
     * @param all every row there is
     * @param own the tenant's
     * @param late whether references to rows of later tables are made too
     */
    @Nullable
    Map<String, @Nullable String> row(RandomTable table, String tenant, Contents all, Contents own, boolean late) {
        for (int i = 0; i < TRIES; i++) {
            Map<String, @Nullable String> row = blank(table, tenant);
            if (refer(table, row, tenant, all, own) && isFree(table, row, all)) {
                if (late) {
                    referLate(table, row, all, own);
                }
                return row;
            }
        }
        return null;
    }

    private Map<String, @Nullable String> blank(RandomTable table, String tenant) {
        Set<String> links = new HashSet<>(table.linkColumns(schema));
        table.references().forEach(reference -> links.addAll(reference.columns()));
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (RandomColumn column : table.columns()) {
            boolean isEmpty = links.contains(column.name()) || (column.nullable() && oneIn(4));
            row.put(column.name(), isEmpty ? null : value(column));
        }
        if (table.owner() instanceof Owner.Root root) {
            row.put(root.key(), tenant);
            row.put("name", "Casa");
        }
        return row;
    }

    private boolean refer(
            RandomTable table, Map<String, @Nullable String> row, String tenant, Contents all, Contents own) {
        boolean nobodys = canBeNobodys(table) && oneIn(15);
        Owner owner = table.owner();
        if (owner instanceof Owner.ByColumn byColumn && !nobodys) {
            row.put(byColumn.column(), byColumn.orElse().isEmpty() || oneIn(2) ? tenant : null);
        }
        for (RandomReference reference : table.references()) {
            boolean isStep = owner.steps().contains(reference);
            boolean skips = isOptional(table, reference) && (isStep && nobodys || oneIn(3));
            if (isLate(table, reference) || isTenantReference(reference) || skips) {
                continue;
            }
            if (!referTo(table, row, reference, all, own) && !isOptional(table, reference)) {
                return false;
            }
        }
        if (!nobodys && !isClaimed(table, row)) {
            return claim(table, row, tenant, all, own);
        }
        return true;
    }

    private boolean claim(
            RandomTable table, Map<String, @Nullable String> row, String tenant, Contents all, Contents own) {
        if (table.owner() instanceof Owner.ByColumn byColumn) {
            row.put(byColumn.column(), tenant);
            return true;
        }
        return table.owner().steps().stream().anyMatch(step -> referTo(table, row, step, all, own));
    }

    private boolean isTenantReference(RandomReference reference) {
        return schema.table(reference.parent()).owner() instanceof Owner.Root
                && reference.columns().equals(List.of(schema.tenantColumn()));
    }

    private static boolean canBeNobodys(RandomTable table) {
        return !table.owner().steps().isEmpty()
                && table.owner().steps().stream().allMatch(step -> isOptional(table, step));
    }

    private static boolean isOptional(RandomTable table, RandomReference reference) {
        return reference.columns().stream()
                .anyMatch(column -> table.column(column).nullable());
    }

    /** Whether the row names its tenant or a row on the way to it. */
    private static boolean isClaimed(RandomTable table, Map<String, @Nullable String> row) {
        if (table.owner() instanceof Owner.Root || table.owner() instanceof Owner.ByReferrers) {
            return true;
        }
        if (table.owner() instanceof Owner.ByColumn byColumn && row.get(byColumn.column()) != null) {
            return true;
        }
        return table.owner().steps().stream()
                .anyMatch(step -> !RandomTable.values(row, step.columns()).contains(null));
    }

    private boolean isLate(RandomTable table, RandomReference reference) {
        return schema.tables().indexOf(schema.table(reference.parent()))
                >= schema.tables().indexOf(table);
    }

    /** Fills references to rows of the same or a later table, as far as unique keys let it. */
    private void referLate(RandomTable table, Map<String, @Nullable String> row, Contents all, Contents own) {
        for (RandomReference reference : table.references()) {
            if (isLate(table, reference) && !oneIn(3)) {
                Map<String, @Nullable String> before = new LinkedHashMap<>(row);
                boolean refers = referTo(table, row, reference, all, own);
                if (refers && !isFree(table, row, all)) {
                    row.putAll(before);
                }
            }
        }
    }

    /** Lets a row refer to one of the rows it may refer to; false if there is none. */
    boolean referTo(
            RandomTable table,
            Map<String, @Nullable String> row,
            RandomReference reference,
            Contents all,
            Contents own) {
        Contents from = schema.table(reference.parent()).owner().isTenants() ? own : all;
        List<Map<String, @Nullable String>> parents = from.of(reference.parent());
        if (parents.isEmpty()) {
            return false;
        }
        Map<String, @Nullable String> parent = parents.get(random.nextInt(parents.size()));
        for (int i = 0; i < reference.columns().size(); i++) {
            row.put(
                    reference.columns().get(i),
                    parent.get(reference.parentColumns().get(i)));
        }
        return true;
    }

    private static boolean isFree(RandomTable table, Map<String, @Nullable String> row, Contents all) {
        for (List<String> key : table.allKeys()) {
            List<@Nullable String> values = RandomTable.values(row, key);
            boolean taken = !values.contains(null)
                    && all.of(table.name()).stream()
                            .anyMatch(other -> other != row
                                    && RandomTable.values(other, key).equals(values));
            if (taken) {
                return false;
            }
        }
        return true;
    }

    /** A value for a column that refers to nothing. */
    String value(RandomColumn column) {
        return switch (column.filling()) {
            case ANY -> column.type().random(random, column.length());
            case FRESH -> fresh(column);
            case POSITIVE -> String.valueOf(counter.incrementAndGet());
            case MAIL ->
                padded(oneIn(2) ? "ana" : "Ana.B", counter.incrementAndGet() + "@example.org", column.length());
            case SMALL -> small(column);
        };
    }

    private String fresh(RandomColumn column) {
        long number = counter.incrementAndGet();
        return switch (column.type()) {
            case INTEGER, BIGINT ->
                String.valueOf(column.copy() == RandomColumn.Copy.RENEWED || oneIn(2) ? number : -number);
            case UNIQUE_ID -> ValueType.uuid(random.nextLong(), number);
            case TEXT ->
                oneIn(3)
                        ? padded("menu", String.valueOf(number), column.length())
                        : ValueType.cut(pick("", "a", "A", "\u00e9", "-", "a b") + number, column.length());
            default -> throw new IllegalArgumentException("no fresh values of " + column);
        };
    }

    /** As long as the column is wide, so that values differ at their end only. */
    private static String padded(String start, String end, int length) {
        String fitting = ValueType.cut(start, Math.max(0, length - end.length()));
        return fitting + "x".repeat(Math.max(0, length - fitting.length() - end.length())) + end;
    }

    private String small(RandomColumn column) {
        return switch (column.type()) {
            case INTEGER -> String.valueOf(random.nextInt(9) - 3);
            case UNIQUE_ID -> new UUID(7, random.nextInt(7)).toString();
            default -> pick("", "a", "A", "a ", "b", "\u00e9");
        };
    }

    /** Ids of tenants that are easily taken for each other. */
    List<String> tenants() {
        List<String> ids = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        long first = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            ids.add(
                    switch (schema.tenantKey().type()) {
                        case INTEGER, BIGINT -> String.valueOf(i == 2 ? first * 10 + 10 : first + i);
                        case UNIQUE_ID -> new UUID(0, first + i).toString();
                        default -> List.of("casa", "Casa", "casa-2", "casa.2").get(i);
                    });
        }
        return ids;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
