// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RightsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the rights that a user lacks, object by object, in the order in which they are found. */
final class MissingRights {

    private final String user;
    private final Map<String, Set<String>> byObject = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    /**
     * @param user as a statement names it
     */
    MissingRights(String user) {
        this.user = user;
    }

    /**
     * A right that can be granted.
     *
     * @param object as a GRANT statement names it
     */
    void add(String right, String object) {
        byObject.computeIfAbsent(object, name -> new LinkedHashSet<>()).add(right);
    }

    /** Something that is not granted but set by a statement of its own. */
    void addStatement(String statement) {
        if (!others.contains(statement)) {
            others.add(statement);
        }
    }

    /**
     * Refuses the operation if anything is missing.
     *
     * @throws RightsException with every statement that gives the user what it lacks
     */
    void refuse() {
        if (!byObject.isEmpty() || !others.isEmpty()) {
            throw asException();
        }
    }

    RightsException asException() {
        List<String> statements = new ArrayList<>();
        byObject.forEach((object, rights) ->
                statements.add("GRANT " + String.join(", ", rights) + " ON " + object + " TO " + user));
        statements.addAll(others);
        return new RightsException(
                Problem.of("The database user " + user
                                + " may not do all that this takes. Nothing was begun. These statements give it what is missing:\n    "
                                + String.join(";\n    ", statements) + ";")
                        .withHint("have an administrator of the database run them, or connect as a user who has these"
                                + " rights; docs/databases.md lists what each operation needs."),
                statements);
    }
}
