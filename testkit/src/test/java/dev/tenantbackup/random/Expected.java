// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.plan.RestoreMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a restore in place must make of the rows that are there, worked out in memory. */
final class Expected {

    private final RandomSchema schema;
    private final RestoreMode mode;
    private final Contents backup;
    private final Contents own;
    private final Contents others;

    /**
     * @param backup the tenant's rows as they were
     * @param live all rows as they are
     * @param own the tenant's rows as they are
     */
    Expected(RandomSchema schema, RestoreMode mode, Contents backup, Contents live, Contents own) {
        this.schema = schema;
        this.mode = mode;
        this.backup = backup;
        this.own = own;
        this.others = live.minus(own);
    }

    /** The rows that are not the tenant's, and stay. */
    Contents others() {
        return others;
    }

    /** Every row after the restore. */
    Contents contents() {
        Map<String, List<Map<String, @Nullable String>>> result = new LinkedHashMap<>();
        for (RandomTable table : schema.tables()) {
            List<Map<String, @Nullable String>> rows = new ArrayList<>(others.of(table.name()));
            rows.addAll(table.hasKey() ? keyed(table) : keyless(table));
            result.put(table.name(), rows);
        }
        return new Contents(result);
    }

    private List<Map<String, @Nullable String>> keyed(RandomTable table) {
        Map<List<@Nullable String>, Map<String, @Nullable String>> rows = new LinkedHashMap<>();
        if (mode != RestoreMode.REPLACE) {
            own.of(table.name()).forEach(row -> rows.put(table.identity(row), row));
        }
        for (Map<String, @Nullable String> row : backup.of(table.name())) {
            if (mode == RestoreMode.MISSING_ONLY) {
                rows.putIfAbsent(table.identity(row), row);
            } else {
                rows.put(table.identity(row), row);
            }
        }
        return List.copyOf(rows.values());
    }

    private List<Map<String, @Nullable String>> keyless(RandomTable table) {
        if (mode == RestoreMode.REPLACE) {
            return backup.of(table.name());
        }
        Map<Map<String, @Nullable String>, Integer> counts = Contents.counts(own.of(table.name()));
        Contents.counts(backup.of(table.name())).forEach((row, count) -> counts.merge(row, count, Math::max));
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        counts.forEach((row, count) -> rows.addAll(Collections.nCopies(count, row)));
        return rows;
    }

    /** How many rows of each table are inserted, updated and deleted. */
    Map<String, String> changes() {
        Map<String, String> changes = new TreeMap<>();
        for (RandomTable table : schema.tables()) {
            if (table.owner().isTenants()) {
                changes.put(table.name(), table.hasKey() ? keyedChanges(table) : keylessChanges(table));
            }
        }
        return changes;
    }

    private String keyedChanges(RandomTable table) {
        Map<List<@Nullable String>, Map<String, @Nullable String>> live = new LinkedHashMap<>();
        own.of(table.name()).forEach(row -> live.put(table.identity(row), row));
        int inserted = 0;
        int updated = 0;
        for (Map<String, @Nullable String> row : backup.of(table.name())) {
            Map<String, @Nullable String> present = live.remove(table.identity(row));
            if (present == null) {
                inserted++;
            } else if (!present.equals(row) && mode != RestoreMode.MISSING_ONLY) {
                updated++;
            }
        }
        return counts(inserted, updated, mode == RestoreMode.REPLACE ? live.size() : 0);
    }

    /** Equal rows can't be told apart: where there are too many, all of them go and the right number comes back. */
    private String keylessChanges(RandomTable table) {
        Map<Map<String, @Nullable String>, Integer> wanted = Contents.counts(backup.of(table.name()));
        Map<Map<String, @Nullable String>, Integer> present = Contents.counts(own.of(table.name()));
        Set<Map<String, @Nullable String>> rows = new HashSet<>(wanted.keySet());
        rows.addAll(present.keySet());
        int inserted = 0;
        int deleted = 0;
        for (Map<String, @Nullable String> row : rows) {
            int more = wanted.getOrDefault(row, 0) - present.getOrDefault(row, 0);
            if (more > 0) {
                inserted += more;
            } else if (more < 0 && mode == RestoreMode.REPLACE) {
                deleted += present.getOrDefault(row, 0);
                inserted += wanted.getOrDefault(row, 0);
            }
        }
        return counts(inserted, 0, deleted);
    }

    static String counts(long inserted, long updated, long deleted) {
        return inserted + " inserted, " + updated + " updated, " + deleted + " deleted";
    }
}
