// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.database.TenantExaminer.Found;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.verify.OwnershipProblem.Kind;
import dev.tenantbackup.verify.OwnershipProblem.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was found wrong so far. */
final class Problems {

    private final List<OwnershipProblem> all = new ArrayList<>();

    List<OwnershipProblem> all() {
        return List.copyOf(all);
    }

    /**
     * Adds a problem if there is any such row.
     *
     * @param fact what is true of the rows, behind their number and table
     * @param other which other tenant a row has to do with
     */
    void add(
            Kind kind,
            TableName table,
            String along,
            Found found,
            String fact,
            String hint,
            Function<RowKey, Optional<TenantId>> other) {
        List<Sample> samples = found.samples().stream()
                .map(key -> new Sample(key, other.apply(key).orElse(null)))
                .toList();
        add(kind, table, along, found.rows(), samples, fact, hint);
    }

    void add(Kind kind, TableName table, String along, long rows, List<Sample> samples, String fact, String hint) {
        if (rows == 0) {
            return;
        }
        String counted = (rows == 1 ? "1 row" : rows + " rows") + " of table '" + table + "' ";
        all.add(new OwnershipProblem(kind, table, along, counted + fact, hint, rows, samples));
    }
}
