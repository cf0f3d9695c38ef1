// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.ValueForm;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides, row by row, what a restore in place does: the mode, the table's rule and its columns' rules. The same
 * decisions, taken again on what the database holds afterwards, are the proof. Counts the rules that fired; for one
 * thread.
 */
public final class RestoreRules {

    private final TablePlan table;
    private final RestoreMode mode;
    private final boolean exact;
    private final int[] leftToTriggers;
    private final Map<String, Long> fired = new TreeMap<>();

    private RestoreRules(TablePlan table, RestoreMode mode, boolean exact) {
        this.leftToTriggers = table.leftToTriggers().stream()
                .mapToInt(table::position)
                .sorted()
                .toArray();
        this.table = table;
        this.mode = mode;
        this.exact = exact;
    }

    /** The catalog's rules for a table, under a mode. */
    public static RestoreRules of(TablePlan table, RestoreMode mode) {
        return new RestoreRules(table, mode, false);
    }

    /** No rules: the target is made equal to the source in every row and column, as an undo must. */
    public static RestoreRules exact(TablePlan table) {
        return new RestoreRules(table, RestoreMode.REPLACE, true);
    }

    /** No rules, for rows that join others: every archived row is there, and further rows may be. */
    public static RestoreRules joining(TablePlan table) {
        return new RestoreRules(table, RestoreMode.APPEND, true);
    }

    /** The rules that fired so far, in a few words each and in their order, with how many rows they concerned. */
    public Map<String, Long> fired() {
        return Collections.unmodifiableMap(new TreeMap<>(fired));
    }

    /** A row that only the backup has: the row to insert, or null if it stays away. */
    @Nullable
    Row missing(Row archived) {
        if (rule() == TableRule.QUEUE) {
            fire("queue: rows are not brought back");
            return null;
        }
        return archived;
    }

    /** A row that only the target has: whether it is deleted. */
    boolean deletes() {
        if (mode != RestoreMode.REPLACE) {
            return false;
        }
        return switch (rule()) {
            case JOURNAL -> {
                fire("journal: rows are not deleted");
                yield false;
            }
            case QUEUE -> {
                fire("queue: rows stay as they are");
                yield false;
            }
            case REPLACE -> true;
        };
    }

    /** Whether two rows with the same key are equal in every column that can be made equal. */
    boolean same(Row archived, Row live) {
        return archived.equals(leftToTriggers.length == 0 ? live : asTriggersLeave(live, archived));
    }

    /** The row with another's values where triggers set them. */
    private Row asTriggersLeave(Row row, Row other) {
        Row result = row;
        for (int position : leftToTriggers) {
            result = result.with(position, other.value(position));
        }
        return result;
    }

    /** A row that both have, and that differs: how it shall be afterwards; the live row itself if it stays. */
    public Row changed(Row archived, Row live) {
        if (mode == RestoreMode.MISSING_ONLY) {
            return live;
        }
        return switch (rule()) {
            case JOURNAL -> {
                fire("journal: rows are not updated");
                yield live;
            }
            case QUEUE -> {
                fire("queue: rows stay as they are");
                yield live;
            }
            case REPLACE -> merge(archived, live);
        };
    }

    private Row merge(Row archived, Row live) {
        Row merged = asTriggersLeave(archived, live);
        if (exact) {
            return merged;
        }
        for (Map.Entry<String, ColumnRule> entry : table.table().columnRules().entrySet()) {
            int position = table.position(entry.getKey());
            if (position < 0) {
                continue;
            }
            String archivedValue = archived.value(position);
            String liveValue = live.value(position);
            if (equal(archivedValue, liveValue)
                    || !keepsLive(entry.getKey(), entry.getValue(), archivedValue, liveValue)) {
                continue;
            }
            fire(entry.getValue().name().toLowerCase(Locale.ROOT) + ": " + entry.getKey() + " keeps its live value");
            merged = merged.with(position, liveValue);
        }
        return merged.equals(live) ? live : merged;
    }

    private boolean keepsLive(String column, ColumnRule rule, @Nullable String archived, @Nullable String live) {
        return switch (rule) {
            case REPLACE -> false;
            case LIVE -> true;
            case MONOTONIC -> archived == null || (live != null && compare(column, live, archived) > 0);
        };
    }

    private int compare(String column, String left, String right) {
        return table.column(column).form() == ValueForm.NUMBER
                ? KeyOrder.compareNumbers(left, right)
                : KeyOrder.compareBytes(left, right);
    }

    private static boolean equal(@Nullable String left, @Nullable String right) {
        return left == null ? right == null : left.equals(right);
    }

    private TableRule rule() {
        return exact ? TableRule.REPLACE : table.table().rule();
    }

    private void fire(String rule) {
        fired.merge(rule, 1L, Long::sum);
    }
}
