// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ids inside JSON documents that nobody declared and that names and values suggest. Asks the probe for one sample of each
 * column that may hold documents and that nothing explains, and once for each place with a suspicious name.
 *
 * <p>A document in a text column counts as one if all of the sample are; texts too short for documents are not looked at.
 */
final class SuspectedDocumentIds {

    private static final int DOCUMENTS = 50;
    private static final int PLACES = 20;
    private static final int VALUES = 200;
    private static final int SHORT_TEXT = 255;

    private final SchemaIndex index;
    private final SuspectedReferences columns;
    private final SchemaProbe probe;
    private final Map<TableName, List<JsonReferenceDeclaration>> known = new HashMap<>();
    private final Map<String, Optional<TableSchema>> parents = new HashMap<>();

    /**
     * Nothing looked at yet.
     *
     * @param columns tells which columns are explained already, by declarations or by other suspicions
     */
    SuspectedDocumentIds(SchemaIndex index, SuspectedReferences columns, SchemaProbe probe) {
        this.index = index;
        this.columns = columns;
        this.probe = probe;
    }

    /** Places in the table's documents that by their name hold ids and whose values are found on the other side. */
    List<JsonReferenceDeclaration> of(TableSchema table) {
        List<JsonReferenceDeclaration> found = known.get(table.name());
        if (found == null) {
            found = find(table);
            known.put(table.name(), found);
        }
        return found;
    }

    private List<JsonReferenceDeclaration> find(TableSchema table) {
        Set<String> explained = columns.explainedOrSuspected(table);
        List<JsonReferenceDeclaration> found = new ArrayList<>();
        for (Column column : table.storedColumns()) {
            if (mayHoldDocuments(column) && !explained.contains(column.name())) {
                found.addAll(inDocuments(table, column));
            }
        }
        return List.copyOf(found);
    }

    private static boolean mayHoldDocuments(Column column) {
        return column.form() == ValueForm.JSON
                || (column.holdsCharacters() && column.lengthLimit().orElse(Integer.MAX_VALUE) > SHORT_TEXT);
    }

    private List<JsonReferenceDeclaration> inDocuments(TableSchema table, Column column) {
        DocumentMembers members = new DocumentMembers(name -> parent(name).isPresent(), PLACES, VALUES);
        for (String document : probe.sample(table.name(), column.name(), DOCUMENTS)) {
            if (!members.read(document) && column.form() != ValueForm.JSON) {
                return List.of();
            }
        }
        List<JsonReferenceDeclaration> found = new ArrayList<>();
        for (DocumentMembers.Place place : members.places()) {
            parent(place.name())
                    .filter(parent -> areFound(place.values(), parent))
                    .ifPresent(parent ->
                            found.add(new JsonReferenceDeclaration(column.name(), place.path(), parent.name(), null)));
        }
        return found;
    }

    private boolean areFound(Set<String> values, TableSchema parent) {
        int found = probe.countFound(parent.name(), parent.keyColumns().get(0), values);
        return new SchemaProbe.Overlap(found, values.size() - found).suggestsReference();
    }

    /** The table whose primary key a member of that name holds, if it reads as a reference: of several the closest one. */
    private Optional<TableSchema> parent(String member) {
        return parents.computeIfAbsent(member, name -> {
            List<NamingConventions.Reading> readings = new ArrayList<>(NamingConventions.readings(name));
            readings.addAll(NamingConventions.listReadings(name));
            return readings.stream()
                    .flatMap(reading -> index.about(reading.noun()).stream()
                            .filter(parent -> SuspectedReferences.keyOf(parent, reading)
                                    .filter(key -> parent.keyColumns().equals(List.of(key.name())))
                                    .isPresent()))
                    .findFirst();
        });
    }
}
