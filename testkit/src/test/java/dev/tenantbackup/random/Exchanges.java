// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A known limit: rows can't pass on the values of a unique key to each other if none of its columns can hold anything else
 * meanwhile. A restore that would have to do that may refuse.
 */
final class Exchanges {

    private final RandomSchema schema;
    private final Contents live;
    private final Contents wanted;

    /**
     * @param live the tenant's rows as they are
     * @param wanted all rows as they are to be
     */
    Exchanges(RandomSchema schema, Contents live, Contents wanted) {
        this.schema = schema;
        this.live = live;
        this.wanted = wanted;
    }

    /** Whether there is such an exchange. */
    boolean areThere() {
        return schema.tables().stream()
                .anyMatch(table -> table.uniques().stream()
                        .filter(unique -> !canBeSetAside(table, unique))
                        .anyMatch(unique -> isPassedOn(table, unique)));
    }

    private boolean canBeSetAside(RandomTable table, List<String> unique) {
        return unique.stream().anyMatch(column -> {
            boolean isFree = !table.key().contains(column)
                    && !column.equals(schema.tenantColumn())
                    && schema.referencesTo(table.name()).stream()
                            .noneMatch(reference -> reference.enforced()
                                    && reference.parentColumns().contains(column));
            boolean refers = table.references().stream()
                    .anyMatch(reference -> reference.columns().contains(column));
            return isFree && (table.column(column).nullable() || !refers);
        });
    }

    private boolean isPassedOn(RandomTable table, List<String> unique) {
        for (Map<String, @Nullable String> holder : live.of(table.name())) {
            List<@Nullable String> held = RandomTable.values(holder, unique);
            boolean passedOn = wanted.of(table.name()).stream()
                    .anyMatch(row -> RandomTable.values(row, unique).equals(held)
                            && !table.identity(row).equals(table.identity(holder)));
            if (!held.contains(null) && passedOn) {
                return true;
            }
        }
        return false;
    }
}
