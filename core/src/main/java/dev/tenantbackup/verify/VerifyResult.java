// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a look at a tenant's rows from the other side showed.
 *
 * @param tenant whose rows
 * @param seenAt the moment of the view, by the database's clock
 * @param tables per table: owned ones, and others that have a column that names tenants
 * @param problems what is wrong; empty if nothing is
 * @param unchecked what could not be checked, a sentence each
 * @param duration from the first query to the last
 */
public record VerifyResult(
        TenantId tenant,
        Instant seenAt,
        Map<TableName, TableFigures> tables,
        List<OwnershipProblem> problems,
        List<String> unchecked,
        Duration duration) {

    public VerifyResult {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(seenAt, "seenAt");
        Objects.requireNonNull(duration, "duration");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        problems = List.copyOf(problems);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether no problem was found in what could be checked. */
    public boolean sound() {
        return problems.isEmpty();
    }

    /** The tenant's rows in all tables. */
    public long rows() {
        return tables.values().stream().mapToLong(TableFigures::rows).sum();
    }
}
