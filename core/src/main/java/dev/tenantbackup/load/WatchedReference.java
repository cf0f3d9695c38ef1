// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One way from the rows of one table to shared rows, and what was found out about it while rows to be written passed by. */
final class WatchedReference {

    private static final int REASONS = 3;
    private static final int BATCH = 500;

    private final SharedMatch shared;
    private final TablePlan table;
    private final SharedSide led;
    private final String name;
    private final Function<Row, Set<Row>> referred;
    private final Rows missing = new Rows();
    private final Set<String> reasons = new TreeSet<>();
    private final Map<Row, Rows> unanswered = new HashMap<>();

    /**
     * @param led where it leads
     * @param name of the reference, for people
     * @param referred the values that a row refers to
     */
    WatchedReference(
            SharedMatch shared, TablePlan table, SharedSide led, String name, Function<Row, Set<Row>> referred) {
        this.shared = shared;
        this.table = table;
        this.led = led;
        this.name = name;
        this.referred = referred;
    }

    /** @param instead the row that is there now, whose references count for nothing */
    void written(Row row, Optional<Row> instead) {
        Set<Row> added = new HashSet<>(referred.apply(row));
        added.removeIf(values -> shared.missing(led.side(), values).isEmpty() && isAnswered(values));
        if (!added.isEmpty()) {
            instead.map(referred).ifPresent(added::removeAll);
        }
        boolean isMissing = false;
        for (Row values : added) {
            Optional<String> reason = shared.missing(led.side(), values);
            if (reason.isEmpty()) {
                unanswered.computeIfAbsent(values, any -> new Rows()).add(row);
                continue;
            }
            isMissing = true;
            if (reasons.size() < REASONS) {
                reasons.add(reason.get());
            }
        }
        if (isMissing) {
            missing.add(row);
        }
    }

    private boolean isAnswered(Row values) {
        return !led.isTold() || shared.held().has(led.side(), values);
    }

    List<Conflict> conflicts(TenantReader reader) {
        List<Conflict> conflicts = new ArrayList<>();
        if (missing.count > 0) {
            conflicts.add(conflict(
                    missing,
                    " that can't be found again (" + name + "): " + String.join("; ", reasons) + ".",
                    "create these rows first, or allow the restore to create what is missing; if the same keys mean the"
                            + " same rows here, say that shared rows go by key."));
        }
        Rows nowhere = new Rows();
        Rows taken = new Rows();
        List<Row> all = List.copyOf(unanswered.keySet());
        for (int from = 0; from < all.size(); from += BATCH) {
            look(reader, Set.copyOf(all.subList(from, Math.min(from + BATCH, all.size()))), nowhere, taken);
        }
        if (taken.count > 0) {
            conflicts.add(conflict(
                    taken,
                    " which the backup doesn't hold (" + name + "): they led nowhere there, and would come to mean rows"
                            + " that are here.",
                    "correct these rows in the source; if the same keys mean the same rows here, say that shared rows go"
                            + " by key."));
        }
        if (led.enforced() && nowhere.count > 0) {
            conflicts.add(conflict(
                    nowhere,
                    ", which neither the backup holds nor this database (" + name + "), and it wants them to be there.",
                    "correct these rows in the source, or create the shared rows."));
        }
        return conflicts;
    }

    /** Looks which values are a row's here; one by one where the database takes other texts for the same. */
    private void look(TenantReader reader, Set<Row> values, Rows nowhere, Rows taken) {
        Set<Row> here = here(reader, values);
        if (values.size() > 1 && !values.containsAll(here)) {
            values.forEach(one -> look(reader, Set.of(one), nowhere, taken));
            return;
        }
        boolean isHeld = here.stream().anyMatch(row -> shared.held().has(led.side(), row));
        for (Row value : values) {
            Rows rows = unanswered.getOrDefault(value, new Rows());
            if (values.size() == 1 ? here.isEmpty() : !here.contains(value)) {
                nowhere.addAll(rows);
            } else if (!isHeld) {
                taken.addAll(rows);
            }
        }
    }

    private Set<Row> here(TenantReader reader, Set<Row> values) {
        return reader.sharedRows(led.side().table(), led.side().columns(), values).stream()
                .map(row -> row.only(led.columns(), led.side().columns()))
                .collect(Collectors.toSet());
    }

    private Conflict conflict(Rows rows, String fact, String hint) {
        return new Conflict(
                Kind.SHARED_ROW,
                table.name(),
                rows.count + " rows of table '" + table.name() + "' refer to rows of shared table '"
                        + led.side().table() + "'" + fact,
                hint,
                rows.count,
                rows.samples,
                List.of());
    }

    /**
     * What a reference leads to.
     *
     * @param side the columns of the shared table
     * @param columns all stored columns of it here, in order
     * @param isTold whether a value that no row of the backup has led nowhere there
     * @param enforced whether the database here wants it to lead to a row
     */
    record SharedSide(Side side, List<String> columns, boolean isTold, boolean enforced) {}

    /** Some rows: how many, and the keys of a few. */
    private final class Rows {

        private final List<RowKey> samples = new ArrayList<>();
        private long count;

        void add(Row row) {
            count++;
            if (samples.size() < ChangeCounter.SAMPLES) {
                samples.add(table.keyOf(row));
            }
        }

        void addAll(Rows more) {
            count += more.count;
            more.samples.stream().limit(ChangeCounter.SAMPLES - samples.size()).forEach(samples::add);
        }
    }
}
