// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether references between rows of one archive lead to rows that are there.
 *
 * <p>Only those are looked at of which equality is beyond doubt: foreign keys of the database, over numbers and
 * UUIDs. Texts are left out, because a database may take two different texts as equal. Keys are remembered as 64-bit
 * hashes, so a reference that leads nowhere can, once in a very long while, look as if it led somewhere.
 */
final class ReferenceClosure {

    /** What says of rows that a reference of theirs leads to no row of the tenant: one of two tenants' rows has one, too. */
    private static final Set<Finding.Kind> LEADING_OUT =
            Set.of(Finding.Kind.LEAVING, Finding.Kind.ORPHANED, Finding.Kind.AMBIGUOUS);

    /** Numbers of more digits, or further from 1, are not followed. */
    private static final int MOST_DIGITS = 100;

    private final Manifest manifest;
    private final int maxKeys;
    private final Map<Side, KeySet> parents = new HashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private long keys;

    ReferenceClosure(Manifest manifest, int maxKeys) {
        this.manifest = manifest;
        this.maxKeys = maxKeys;
        for (ManifestTable table : manifest.tables()) {
            for (Reference reference : checked(table)) {
                parents.put(side(reference), new KeySet());
            }
        }
    }

    /** What was not looked at, as sentences. */
    List<String> unfollowed() {
        List<String> sentences = new ArrayList<>(UnfollowedReferences.of(manifest, this::obstacle));
        sentences.addAll(remarks);
        return sentences;
    }

    /** Remembers a row that others may refer to. */
    Collector collector(ManifestTable table) {
        List<KeySet> sets = new ArrayList<>();
        List<int[]> positions = new ArrayList<>();
        parents.forEach((side, set) -> {
            if (side.table.equals(table.name())) {
                sets.add(set);
                positions.add(RowShape.positions(table.name(), table.columns(), side.columns));
            }
        });
        return row -> {
            for (int i = 0; i < sets.size(); i++) {
                remember(sets.get(i), table, row, positions.get(i));
            }
        };
    }

    /** Whether any reference of the table can be looked at. */
    boolean concerns(ManifestTable table) {
        return !checked(table).isEmpty();
    }

    /** Counts a table's rows whose references lead nowhere; to be used when all rows have been collected. */
    Check check(ManifestTable table) {
        return new Check(table);
    }

    private void remember(KeySet set, ManifestTable table, Row row, int[] positions) {
        if (set.incomplete) {
            return;
        }
        if (keys >= maxKeys) {
            set.incomplete = true;
            remarks.add("References to table '" + table.name() + "' were not followed: there are more than " + maxKeys
                    + " keys to remember.");
            return;
        }
        Long hash = hash(table, row, positions);
        if (hash != null) {
            set.add(hash);
            keys++;
        }
    }

    private List<Reference> checked(ManifestTable table) {
        return table.references().stream()
                .filter(reference -> obstacle(table, reference).isEmpty())
                .toList();
    }

    /** What keeps a reference from being followed. */
    private Optional<UnfollowedReferences.Obstacle> obstacle(ManifestTable table, Reference reference) {
        if (table.isShared()) {
            return Optional.of(UnfollowedReferences.Obstacle.OF_SHARED_ROWS);
        }
        if (!reference.enforced()) {
            return Optional.of(UnfollowedReferences.Obstacle.NOT_ENFORCED);
        }
        if (reference
                .condition()
                .filter(when -> !table.columnNames().contains(when.column()))
                .isPresent()) {
            return Optional.of(UnfollowedReferences.Obstacle.CONDITION_LEFT_OUT);
        }
        Optional<ManifestTable> parent = parent(reference.parent());
        if (parent.isEmpty()) {
            return Optional.of(UnfollowedReferences.Obstacle.PARENT_LEFT_OUT);
        }
        return isExact(table, reference.columns()) && isExact(parent.get(), reference.parentColumns())
                ? Optional.empty()
                : Optional.of(UnfollowedReferences.Obstacle.BY_OTHER_THAN_NUMBERS);
    }

    private static Side side(Reference reference) {
        return new Side(reference.parent(), reference.parentColumns());
    }

    private Optional<ManifestTable> parent(TableName name) {
        return manifest.find(name).or(() -> manifest.findShared(name));
    }

    private static boolean isExact(ManifestTable table, List<String> columns) {
        return columns.stream()
                .allMatch(name -> table.columns().stream()
                        .anyMatch(column -> column.name().equals(name) && isExact(column)));
    }

    private static boolean isExact(Column column) {
        return column.form() == ValueForm.NUMBER || column.form() == ValueForm.UUID;
    }

    /** A hash of a key by value, or null if it has a NULL in it or a number that is none. */
    private static @Nullable Long hash(ManifestTable table, Row row, int[] positions) {
        long hash = 0xcbf29ce484222325L;
        for (int position : positions) {
            if (row.isNull(position)) {
                return null;
            }
            boolean asItIs = table.columns().get(position).form() == ValueForm.UUID || isWholeNumber(row, position);
            Row text = asItIs ? row : byValue(row, position);
            if (text == null) {
                return null;
            }
            int at = asItIs ? position : 0;
            for (int i = text.from(at); i < text.to(at); i++) {
                hash = (hash ^ text.utf8()[i]) * 0x100000001b3L;
            }
            hash = (hash ^ 0xFFFF) * 0x100000001b3L;
        }
        return hash;
    }

    private static boolean isWholeNumber(Row row, int position) {
        byte[] text = row.utf8();
        int from = row.from(position);
        int to = row.to(position);
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return from == to || text[from] != '0';
    }

    private static @Nullable Row byValue(Row row, int position) {
        int from = row.from(position);
        int to = row.to(position);
        if (to - from > MOST_DIGITS || !JsonNumber.isValid(row.utf8(), from, to)) {
            return null;
        }
        BigDecimal number = new BigDecimal(row.value(position));
        return Math.abs((long) number.scale()) > MOST_DIGITS
                ? null
                : Row.of(number.stripTrailingZeros().toPlainString());
    }

    /** Takes rows. */
    @FunctionalInterface
    interface Collector {
        void collect(Row row);
    }

    /** Counts references of one table that lead nowhere. */
    final class Check {

        private final ManifestTable table;
        private final List<Followed> followed;
        private final long[] unresolved;

        private Check(ManifestTable table) {
            this.table = table;
            this.followed = checked(table).stream().map(this::follow).toList();
            this.unresolved = new long[followed.size()];
        }

        void examine(Row row) {
            for (int i = 0; i < unresolved.length; i++) {
                if (leadsNowhere(followed.get(i), row)) {
                    unresolved[i]++;
                }
            }
        }

        /** More of them than the manifest's findings account for. */
        List<Problem> problems() {
            long known = manifest.findings().stream()
                    .filter(finding -> finding.table().equals(table.name()))
                    .filter(finding -> LEADING_OUT.contains(finding.kind()))
                    .mapToLong(Finding::count)
                    .sum();
            List<Problem> problems = new ArrayList<>();
            for (int i = 0; i < unresolved.length; i++) {
                if (unresolved[i] > known) {
                    problems.add(Problem.of(unresolved[i] + " rows of table '" + table.name()
                                    + "' refer to rows that the archive does not hold, by "
                                    + followed.get(i).reference + ", and the manifest's findings account for " + known)
                            .withTable(table.name()));
                }
            }
            return problems;
        }

        private Followed follow(Reference reference) {
            Reference.Condition when = reference.when();
            return new Followed(
                    reference,
                    parents.getOrDefault(side(reference), new KeySet()),
                    RowShape.positions(table.name(), table.columns(), reference.columns()),
                    when == null ? -1 : table.columnNames().indexOf(when.column()));
        }

        private boolean leadsNowhere(Followed way, Row row) {
            Reference.Condition when = way.reference.when();
            if (way.parent.incomplete || (when != null && !when.value().equals(row.value(way.condition)))) {
                return false;
            }
            for (int position : way.positions) {
                String value = row.value(position);
                if (value != null && way.reference.none().contains(value)) {
                    return false;
                }
            }
            Long hash = hash(table, row, way.positions);
            return hash != null && !way.parent.contains(hash);
        }
    }

    /** A reference, the keys it may lead to, and where its columns and its condition are in a row. */
    private static final class Followed {

        private final Reference reference;
        private final KeySet parent;
        private final int[] positions;
        private final int condition;

        Followed(Reference reference, KeySet parent, int[] positions, int condition) {
            this.reference = reference;
            this.parent = parent;
            this.positions = positions;
            this.condition = condition;
        }
    }

    /** One end of references: a table and the columns that are referred to. */
    private record Side(TableName table, List<String> columns) {}

    /** Hashes of keys: first collected, then sorted once and searched. */
    private static final class KeySet {

        private long[] hashes = new long[64];
        private int size;
        private boolean sorted;
        private boolean incomplete;

        void add(long hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * size);
            }
            hashes[size++] = hash;
        }

        boolean contains(long hash) {
            if (!sorted) {
                Arrays.sort(hashes, 0, size);
                sorted = true;
            }
            return Arrays.binarySearch(hashes, 0, size, hash) >= 0;
        }
    }
}
