// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch.Side;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which shared rows a backup holds, for references that may lead nowhere: those that no database enforced when the backup
 * was taken, though it was looked for what they lead to. A value that none of these rows has led nowhere there, whatever row
 * has it here.
 *
 * @param references columns that were followed
 * @param documents ids in documents that were followed
 * @param values by side of such a reference, what the rows that the backup holds have here; held in memory
 * @param taken by side, what rows have here that had other values there
 * @param nobodys by side, values that no row has, here or there; absent where there is no telling
 */
public record HeldRows(
        Set<Reference> references,
        Set<Document> documents,
        Map<Side, Set<Row>> values,
        Map<Side, Set<Row>> taken,
        Map<Side, Row> nobodys) {

    /** Every reference leads to a row that the backup holds, or nobody can tell. */
    public static final HeldRows UNTOLD = new HeldRows(Set.of(), Set.of(), Map.of(), Map.of(), Map.of());

    public HeldRows {
        references = Set.copyOf(references);
        documents = Set.copyOf(documents);
        values = Collections.unmodifiableMap(new HashMap<>(values));
        taken = Collections.unmodifiableMap(new HashMap<>(taken));
        nobodys = Map.copyOf(nobodys);
    }

    /** Whether a value of this reference tells that the backup holds no row for it. */
    public boolean tells(Reference reference) {
        return references.contains(reference);
    }

    /** Whether an id in documents tells that the backup holds no row for it. */
    public boolean tells(TableName table, JsonReference reference) {
        return documents.contains(new Document(table, reference));
    }

    /** Whether a row that the backup holds has these values here. */
    public boolean has(Side side, Row here) {
        return values.getOrDefault(side, Set.of()).contains(here);
    }

    /**
     * Whether values of the backup, which none of its rows has, are here those of a row that had others there: left as they
     * are, they would be taken for a reference to it.
     */
    public boolean isTaken(Side side, Row archived) {
        return taken.getOrDefault(side, Set.of()).contains(archived);
    }

    /** What to put in the place of such values: they lead nowhere. */
    public Optional<Row> nobodys(Side side) {
        return Optional.ofNullable(nobodys.get(side));
    }

    /**
     * Ids in the documents of one table.
     *
     * @param table whose documents
     * @param reference where in them, and what the ids are of
     */
    public record Document(TableName table, JsonReference reference) {
        public Document {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(reference, "reference");
        }
    }
}
