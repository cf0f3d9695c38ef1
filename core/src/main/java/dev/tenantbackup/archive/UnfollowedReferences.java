// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Names the references of an archive that a validation does not follow, with the reason: one sentence for each reason. */
final class UnfollowedReferences {

    private static final int NAMED = 5;

    private UnfollowedReferences() {}

    /**
     * The sentences for a manifest.
     *
     * @param obstacles what keeps a table's reference from being followed
     */
    static List<String> of(Manifest manifest, BiFunction<ManifestTable, Reference, Optional<Obstacle>> obstacles) {
        Map<Obstacle, List<String>> left = new EnumMap<>(Obstacle.class);
        for (ManifestTable table : manifest.allTables()) {
            if (table.content().rows() == 0) {
                continue;
            }
            for (Reference reference : table.references()) {
                obstacles
                        .apply(table, reference)
                        .ifPresent(obstacle -> left.computeIfAbsent(obstacle, any -> new ArrayList<>())
                                .add(reference.toString()));
            }
            table.jsonReferences()
                    .forEach(ids -> left.computeIfAbsent(Obstacle.IN_DOCUMENTS, any -> new ArrayList<>())
                            .add(table.name() + "." + ids.column() + " -> " + ids.parent()));
        }
        return left.entrySet().stream()
                .map(entry -> sentence(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String sentence(Obstacle obstacle, Collection<String> references) {
        return references.stream()
                .limit(NAMED)
                .collect(Collectors.joining(
                        ", ",
                        "Not followed " + obstacle.reason + ": ",
                        references.size() > NAMED ? ", and " + (references.size() - NAMED) + " more." : "."));
    }

    /** Why a reference is not followed. */
    enum Obstacle {
        NOT_ENFORCED("because the database doesn't enforce them, so that they may lead nowhere"),
        BY_OTHER_THAN_NUMBERS("because only the database can tell when two of these values are equal"),
        IN_DOCUMENTS("because they are ids inside documents and texts"),
        OF_SHARED_ROWS("because only references of the tenant's rows are"),
        PARENT_LEFT_OUT("because the archive holds no rows of the table they lead to"),
        CONDITION_LEFT_OUT("because the column that says whether they hold is not archived");

        private final String reason;

        Obstacle(String reason) {
            this.reason = reason;
        }
    }
}
