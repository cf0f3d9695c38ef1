// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.schema.SchemaHead;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far the schema has moved between a backup and the database that it is restored into.
 *
 * @param archived the schema head that the backup recorded; null if it recorded none
 * @param live the schema head that the database records; null if it records none
 * @param differences all of them, what stands in the way first; empty if the schemas are the same
 */
public record SchemaDrift(
        @Nullable SchemaHead archived, @Nullable SchemaHead live, List<Difference> differences) {

    /** No difference, and no recorded head. */
    public static final SchemaDrift NONE = new SchemaDrift(null, null, List.of());

    public SchemaDrift {
        differences = differences.stream()
                .sorted(Comparator.comparing(Difference::impact).reversed())
                .toList();
    }

    public Optional<SchemaHead> archivedHead() {
        return Optional.ofNullable(archived);
    }

    public Optional<SchemaHead> liveHead() {
        return Optional.ofNullable(live);
    }

    /**
     * Returns if nothing of it stands in the way.
     *
     * @param backup what would be restored
     * @param target a word for where to
     * @throws ConflictException if something does: it names all of it at once, each with how to declare what settles it
     */
    public void requireDecided(String backup, String target) {
        List<Difference> undecided =
                differences.stream().filter(Difference::standsInTheWay).toList();
        if (undecided.isEmpty()) {
            return;
        }
        String all = undecided.stream()
                .map(difference -> difference.message()
                        + difference.settledBy().map(how -> "\n    " + how).orElse(""))
                .collect(Collectors.joining("\n  "));
        Difference first = undecided.get(0);
        throw new ConflictException(Problem.of("Cannot restore " + backup + " into " + target
                        + ": the schema has changed since, and " + undecided.size()
                        + (undecided.size() == 1 ? " difference is" : " differences are") + " not settled:\n  " + all)
                .withBackup(backup)
                .withTable(first.table())
                .withKey(first.samples().isEmpty() ? null : first.samples().get(0))
                .withHint("declare what becomes of each, or name the tables to restore; the plan shows them."));
    }

    /** What stands in the restore's way, as conflicts of the plan. */
    public List<Conflict> conflicts() {
        return differences.stream()
                .filter(Difference::standsInTheWay)
                .map(Difference::asConflict)
                .toList();
    }
}
