// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import dev.tenantbackup.catalog.NearestName;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads table names as people type them: in the database's spelling, or in another case where that is clear. */
public final class TableNames {

    private TableNames() {}

    /**
     * The tables meant by these names.
     *
     * @throws NotFoundException if one is not among the known tables
     * @throws InvalidRequestException if one is blank
     */
    public static Set<TableName> among(Collection<TableName> known, List<String> names) {
        Set<TableName> found = new LinkedHashSet<>();
        for (String name : names) {
            found.add(one(known, name));
        }
        return found;
    }

    private static TableName one(Collection<TableName> known, String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException(Problem.of("A table's name is missing between two commas."));
        }
        TableName exact = TableName.parse(name);
        if (known.contains(exact)) {
            return exact;
        }
        List<TableName> alike = known.stream()
                .filter(table -> table.toString().equalsIgnoreCase(name))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        List<String> spellings = known.stream().map(TableName::toString).toList();
        throw new NotFoundException(Problem.of("There is no table '" + name + "' among the tenant's tables.")
                .withTable(exact)
                .withHint(NearestName.suggestion(name, spellings).orElse(null)));
    }
}
