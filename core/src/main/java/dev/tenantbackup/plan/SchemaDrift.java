// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.schema.SchemaHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the schema has moved between a backup and the database that it is restored into.
 *
 * @param archived the schema head that the backup recorded; null if it recorded none
 * @param live the schema head that the database records; null if it records none
 * @param differences all of them, in the order of their tables; empty if the schemas are the same
 */
public record SchemaDrift(
        @Nullable SchemaHead archived, @Nullable SchemaHead live, List<Difference> differences) {

    /** No difference, and no recorded head. */
    public static final SchemaDrift NONE = new SchemaDrift(null, null, List.of());

    public SchemaDrift {
        differences = List.copyOf(differences);
    }

    public Optional<SchemaHead> archivedHead() {
        return Optional.ofNullable(archived);
    }

    public Optional<SchemaHead> liveHead() {
        return Optional.ofNullable(live);
    }

    /** What stands in the restore's way, as conflicts of the plan. */
    public List<Conflict> conflicts() {
        return differences.stream()
                .filter(Difference::standsInTheWay)
                .map(Difference::asConflict)
                .toList();
    }
}
