// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether rows could stand in the database together: if not, whoever is to bring that about must refuse. */
final class Constraints {

    private final RandomSchema schema;
    private final Contents contents;
    private final List<String> violations = new ArrayList<>();

    private Constraints(RandomSchema schema, Contents contents) {
        this.schema = schema;
        this.contents = contents;
    }

    /** Every unique key and foreign key that these rows violate. */
    static List<String> violations(RandomSchema schema, Contents contents) {
        return new Constraints(schema, contents).find();
    }

    private List<String> find() {
        Owners owners = new Owners(schema, contents);
        for (RandomTable table : schema.tables()) {
            table.allKeys().forEach(key -> unique(table, key));
            for (RandomReference reference : table.references()) {
                if (reference.enforced()) {
                    foreignKey(table, reference, owners);
                }
            }
        }
        return violations;
    }

    private void unique(RandomTable table, List<String> key) {
        Set<List<@Nullable String>> seen = new HashSet<>();
        for (Map<String, @Nullable String> row : contents.of(table.name())) {
            List<@Nullable String> values = RandomTable.values(row, key);
            if (!values.contains(null) && !seen.add(values)) {
                violations.add(table.name() + " has " + key + " " + values + " twice");
            }
        }
    }

    private void foreignKey(RandomTable table, RandomReference reference, Owners owners) {
        for (Map<String, @Nullable String> row : contents.of(table.name())) {
            List<@Nullable String> values = RandomTable.values(row, reference.columns());
            if (!values.contains(null) && owners.target(reference, row) == null) {
                violations.add(table.name() + " refers to " + reference.parent() + " " + values + " ("
                        + reference.name() + "), which is not there");
            }
        }
    }
}
