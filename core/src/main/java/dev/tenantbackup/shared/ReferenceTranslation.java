// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.HeldRows;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.remap.ColumnRewrite.Document;
import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.DocumentRewriter;
import dev.tenantbackup.remap.IdPlace;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Rewrites, in the rows of one table, the references to shared rows whose values are others here. */
final class ReferenceTranslation {

    private final TableName table;
    private final List<String> columns;
    private final List<Move> moves = new ArrayList<>();
    private final Map<Integer, DocumentRewriter> documents = new TreeMap<>();
    private final BiFunction<Side, Row, Optional<Row>> moved;
    private final HeldRows held;
    private final Set<Side> told = new HashSet<>();

    /**
     * @param columns of the rows, in order; references over other columns are left alone
     * @param sides the sides of references at which values may differ
     * @param moved the values here, by side and archived values; empty if these are the same
     * @param held of references that may have led nowhere
     */
    ReferenceTranslation(
            CatalogTable table,
            List<String> columns,
            Set<Side> sides,
            BiFunction<Side, Row, Optional<Row>> moved,
            HeldRows held) {
        this.table = table.name();
        this.columns = columns;
        this.moved = moved;
        this.held = held;
        for (Reference reference : table.references()) {
            if (sides.contains(Side.of(reference)) && ReferringValues.canBeReadFrom(reference, columns)) {
                moves.add(new Move(Side.of(reference), new ReferringValues(reference, columns), held.tells(reference)));
            }
        }
        Map<String, List<DocumentIds>> ids = new HashMap<>();
        for (JsonReference reference : table.jsonReferences()) {
            Side side = new Side(reference.parent(), List.of(reference.parentColumn()));
            if (sides.contains(side) && columns.contains(reference.column())) {
                if (held.tells(table.name(), reference)) {
                    told.add(side);
                }
                ids.computeIfAbsent(reference.column(), column -> new ArrayList<>())
                        .add(new DocumentIds(IdPlace.parse(reference.path()), domain(side)));
            }
        }
        ids.forEach((column, places) ->
                documents.put(columns.indexOf(column), new DocumentRewriter(new Document(places), this::look)));
    }

    /** The values of a shared table's column, as what a document's ids belong to; nothing is allocated from it. */
    private static KeyDomain domain(Side side) {
        return new KeyDomain(side.table(), side.columns().get(0), Allocation.NEXT_NUMBER);
    }

    private Map<String, String> look(KeyDomain domain, Collection<String> ids) {
        Side side = new Side(domain.table(), List.of(domain.column()));
        Map<String, String> found = new HashMap<>();
        for (String id : ids) {
            here(side, Row.of(id), told.contains(side))
                    .map(row -> row.value(0))
                    .ifPresent(value -> found.put(id, value));
        }
        return found;
    }

    /**
     * The values here; empty if they are the same.
     *
     * @param isTold whether they led nowhere if no row of the backup has them
     */
    private Optional<Row> here(Side side, Row there, boolean isTold) {
        Optional<Row> here = moved.apply(side, there);
        if (here.isPresent() || !isTold || !held.isTaken(side, there)) {
            return here;
        }
        return Optional.of(held.nobodys(side)
                .orElseThrow(() -> new ConflictException(Problem.of("Rows of table '" + table
                                + "' refer to a row of shared table '" + side.table()
                                + "' that the backup doesn't hold, by "
                                + SharedTable.named(side.columns(), there) + ", and here another row has that.")
                        .withTable(table)
                        .withHint("correct these rows in the source; if the same keys mean the same rows here, say that"
                                + " shared rows go by key."))));
    }

    /** Whether rows stay as they are, whatever they hold. */
    boolean isEmpty() {
        return moves.isEmpty() && documents.isEmpty();
    }

    /** Where values may change. */
    Set<Integer> positions() {
        Set<Integer> positions = new TreeSet<>(documents.keySet());
        for (Move move : moves) {
            for (int position : move.values().positions()) {
                positions.add(position);
            }
        }
        return positions;
    }

    /** The row with the references that hold here; the row itself if they are the same. */
    Row translate(Row row) {
        @Nullable String[] values = row.toArray();
        for (Move move : moves) {
            Optional<Row> here = move.values().of(row).flatMap(there -> here(move.side(), there, move.isTold()));
            if (here.isPresent()) {
                int[] positions = move.values().positions();
                for (int i = 0; i < positions.length; i++) {
                    values[positions[i]] = here.get().value(i);
                }
            }
        }
        documents.forEach((position, rewriter) -> {
            String text = row.value(position);
            if (text != null) {
                values[position] = rewritten(rewriter, position, text);
            }
        });
        return Row.of(values);
    }

    private String rewritten(DocumentRewriter rewriter, int position, String text) {
        try {
            return rewriter.rewrite(List.of(text)).get(0);
        } catch (IllegalArgumentException malformed) {
            throw new SourceDataException(
                    Problem.of("Column '" + columns.get(position) + "' of table '" + table
                                    + "' holds a document that can't be read, in which ids of shared rows have to be found: "
                                    + malformed.getMessage() + ".")
                            .withTable(table)
                            .withHint("correct the document in the source, or take its ids out of the catalog."),
                    malformed);
        }
    }

    private record Move(Side side, ReferringValues values, boolean isTold) {}
}
