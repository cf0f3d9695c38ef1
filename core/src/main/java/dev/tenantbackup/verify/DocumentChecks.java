// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantExaminer.Side;
import dev.tenantbackup.database.TenantExaminer.Standing;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.remap.IdFinder;
import dev.tenantbackup.remap.IdPlace;
import dev.tenantbackup.verify.OwnershipProblem.Kind;
import dev.tenantbackup.verify.OwnershipProblem.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whether the ids inside one column's documents stay on the documents' side of the border between tenants. Documents are
 * read one after the other, and their ids looked up a batch at a time.
 */
final class DocumentChecks {

    private static final int BATCH_ROWS = 200;
    private static final long BATCH_CHARACTERS = 1_000_000;

    private final TenantExaminer examiner;
    private final OtherOwner owners;
    private final Problems problems;
    private final Cancellation cancellation;
    private final CatalogTable table;
    private final String column;
    private final Map<IdPlace, JsonReference> references = new HashMap<>();
    private final Set<JsonReference> owned = new LinkedHashSet<>();
    private final IdFinder finder;

    DocumentChecks(
            Catalog catalog,
            TenantExaminer examiner,
            OtherOwner owners,
            Problems problems,
            Cancellation cancellation,
            CatalogTable table,
            String column) {
        this.examiner = examiner;
        this.owners = owners;
        this.problems = problems;
        this.cancellation = cancellation;
        this.table = table;
        this.column = column;
        for (JsonReference reference : table.jsonReferences()) {
            if (reference.column().equals(column)) {
                references.put(IdPlace.parse(reference.path()), reference);
                if (catalog.table(reference.parent()).isOwned()) {
                    owned.add(reference);
                }
            }
        }
        this.finder = new IdFinder(List.copyOf(references.keySet()));
    }

    /** Reads all documents of the column: the tenant's, or everybody else's. */
    void check(Side side) {
        Map<JsonReference, Map<Kind, Tally>> tallies = new HashMap<>();
        Tally unreadable = new Tally();
        try (RowStream rows = examiner.texts(table.name(), List.of(column), side)) {
            Batch batch = new Batch(side, tallies, unreadable);
            for (Row row = rows.next(); row != null; row = rows.next()) {
                batch.add(row);
            }
            batch.look();
        }
        report(tallies);
        problems.add(
                Kind.UNREADABLE,
                table.name(),
                table.name() + "." + column,
                unreadable.rows,
                unreadable.samples,
                "have a text that is no JSON in column '" + column + "': its ids can't be looked at",
                "correct the documents, or declare another place of the ids");
    }

    private void report(Map<JsonReference, Map<Kind, Tally>> tallies) {
        for (JsonReference reference : table.jsonReferences()) {
            tallies.getOrDefault(reference, Map.of()).forEach((kind, tally) -> {
                String along = along(reference);
                String fact =
                        switch (kind) {
                            case ORPHANED -> "hold ids of rows that do not exist, at " + along;
                            case LEAVING -> "hold ids of rows of another tenant or of nobody, at " + along;
                            default ->
                                "are another tenant's or nobody's and hold ids of rows of the tenant, at " + along;
                        };
                problems.add(kind, table.name(), along, tally.rows, tally.samples, fact, Hints.CORRECT);
            });
        }
    }

    private String along(JsonReference reference) {
        return table.name() + "." + column + " " + reference.path() + " -> " + reference.parent() + "."
                + reference.parentColumn();
    }

    /** Rows whose ids are looked up together. */
    private final class Batch {

        private final Side side;
        private final Map<JsonReference, Map<Kind, Tally>> tallies;
        private final Tally unreadable;
        private final List<Holder> waiting = new ArrayList<>();
        private long characters;

        Batch(Side side, Map<JsonReference, Map<Kind, Tally>> tallies, Tally unreadable) {
            this.side = side;
            this.tallies = tallies;
            this.unreadable = unreadable;
        }

        void add(Row row) {
            List<String> keyColumns = table.identifyingColumns();
            String document = row.value(keyColumns.size());
            if (document == null) {
                return;
            }
            RowKey key = new RowKey(keyColumns, Arrays.asList(row.toArray()).subList(0, keyColumns.size()));
            try {
                Map<JsonReference, Set<String>> ids = new HashMap<>();
                finder.ids(document).forEach((place, found) -> ids.put(references.get(place), found));
                waiting.add(new Holder(key, ids));
            } catch (IllegalArgumentException notJson) {
                unreadable.add(key, Optional::empty);
            }
            characters += document.length();
            if (waiting.size() >= BATCH_ROWS || characters >= BATCH_CHARACTERS) {
                look();
            }
        }

        void look() {
            cancellation.throwIfRequested();
            for (JsonReference reference : side == Side.NOTED ? references.values() : owned) {
                Set<String> all = new TreeSet<>();
                waiting.forEach(holder -> all.addAll(holder.ids().getOrDefault(reference, Set.of())));
                if (!all.isEmpty()) {
                    Map<String, Standing> standing =
                            examiner.standing(reference.parent(), reference.parentColumn(), all);
                    waiting.forEach(holder -> judge(holder, reference, standing));
                }
            }
            waiting.clear();
            characters = 0;
        }

        private void judge(Holder holder, JsonReference reference, Map<String, Standing> standing) {
            Map<Kind, String> wrong = new EnumMap<>(Kind.class);
            for (String id : holder.ids().getOrDefault(reference, Set.of())) {
                kind(reference, standing.getOrDefault(id, Standing.MISSING))
                        .ifPresent(kind -> wrong.putIfAbsent(kind, id));
            }
            wrong.forEach((kind, id) -> tallies.computeIfAbsent(reference, any -> new EnumMap<>(Kind.class))
                    .computeIfAbsent(kind, any -> new Tally())
                    .add(holder.key(), () -> other(kind, holder, reference, id)));
        }

        private Optional<Kind> kind(JsonReference reference, Standing standing) {
            if (side == Side.OTHERS) {
                return standing == Standing.NOTED ? Optional.of(Kind.ENTERING) : Optional.empty();
            }
            return switch (standing) {
                case NOTED -> Optional.empty();
                case OTHERS -> owned.contains(reference) ? Optional.of(Kind.LEAVING) : Optional.empty();
                case MISSING -> Optional.of(Kind.ORPHANED);
            };
        }

        private Optional<TenantId> other(Kind kind, Holder holder, JsonReference reference, String id) {
            if (kind == Kind.ENTERING) {
                return owners.of(table.name(), holder.key());
            }
            return examiner.find(reference.parent(), reference.parentColumn(), id).stream()
                    .flatMap(row -> owners.of(reference.parent(), row).stream())
                    .findFirst();
        }
    }

    /** A row with the ids in its document. */
    private record Holder(RowKey key, Map<JsonReference, Set<String>> ids) {}

    /** Rows that the same is wrong with. */
    private static final class Tally {

        private final List<Sample> samples = new ArrayList<>();
        private long rows;

        void add(RowKey key, Supplier<Optional<TenantId>> other) {
            rows++;
            if (samples.size() < TenantExaminer.MOST_SAMPLES) {
                samples.add(new Sample(key, other.get().orElse(null)));
            }
        }
    }
}
