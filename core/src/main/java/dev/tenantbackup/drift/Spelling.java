// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds declared names among those that there are: as spelled, else the only one that differs in case alone. */
final class Spelling {

    private Spelling() {}

    static Optional<String> of(String declared, Collection<String> names) {
        if (names.contains(declared)) {
            return Optional.of(declared);
        }
        List<String> alike = names.stream().filter(declared::equalsIgnoreCase).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    static Optional<TableName> of(TableName declared, Collection<TableName> names) {
        if (names.contains(declared)) {
            return Optional.of(declared);
        }
        List<TableName> alike =
                names.stream().filter(name -> alike(declared, name)).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** Whether two names differ in case at most. */
    static boolean alike(TableName one, TableName other) {
        return one.toString().equalsIgnoreCase(other.toString());
    }
}
