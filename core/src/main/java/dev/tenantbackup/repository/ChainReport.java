// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of examining a tenant's chain of backups.
 *
 * @param tenant whose
 * @param backups how many backups it has
 * @param tombstones how many deleted backups it still knows of
 * @param newest its newest backup, to be remembered elsewhere; null if it has none that can be read
 * @param problems everything that is wrong, oldest first
 */
public record ChainReport(
        TenantId tenant,
        int backups,
        int tombstones,
        @Nullable ChainHead newest,
        List<ChainProblem> problems) {

    public ChainReport {
        Objects.requireNonNull(tenant, "tenant");
        problems = List.copyOf(problems);
    }

    /** Its newest backup; empty if it has none that can be read. */
    public Optional<ChainHead> head() {
        return Optional.ofNullable(newest);
    }

    /** Whether nothing was taken out of the chain or altered in it. */
    public boolean isWhole() {
        return problems.isEmpty();
    }
}
