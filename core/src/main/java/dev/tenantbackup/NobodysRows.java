// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that no tenant can claim, as backups note them. To find them the whole database is read, so one backup of a night looks
 * for all that are made within {@link #MOST_AGE} of it; the others say when that was. Safe for any thread: two that come at
 * once may both look.
 */
final class NobodysRows {

    /** How long a look counts. */
    static final Duration MOST_AGE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private volatile @Nullable Look last;

    NobodysRows(InstantSource clock) {
        this.clock = clock;
    }

    /** Found by this look, or by an earlier one with the same catalog. */
    List<Finding> of(Catalog catalog, Supplier<List<Finding>> look) {
        Instant now = clock.instant();
        Look known = last;
        if (known != null && known.counts(catalog, now)) {
            return known.findings.stream()
                    .map(finding -> asOf(known.at, finding))
                    .toList();
        }
        List<Finding> found = look.get();
        last = new Look(catalog, found, now);
        return found;
    }

    private static Finding asOf(Instant at, Finding finding) {
        return new Finding(
                finding.kind(),
                finding.table(),
                finding.message() + " (looked for at " + at + ")",
                finding.hint(),
                finding.count(),
                finding.samples(),
                finding.otherTenants());
    }

    private record Look(Catalog catalog, List<Finding> findings, Instant at) {

        boolean counts(Catalog other, Instant now) {
            Duration age = Duration.between(at, now);
            return catalog == other && !age.isNegative() && age.compareTo(MOST_AGE) < 0;
        }
    }
}
