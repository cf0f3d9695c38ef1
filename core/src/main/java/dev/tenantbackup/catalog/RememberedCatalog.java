// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.DatabaseSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a catalog anew when the schema is another one, or when the last look at samples of values is {@link #MOST_AGE}
 * old; else gives the same again. So a night's backups of a thousand tenants classify the tables once. Safe for concurrent
 * use: two that come at once may both resolve.
 */
public final class RememberedCatalog implements TableCatalog {

    /** How long what was seen in samples of values is believed. */
    public static final Duration MOST_AGE = Duration.ofMinutes(10);

    private final TableCatalog catalog;
    private final InstantSource clock;
    private volatile @Nullable Resolved last;

    public RememberedCatalog(TableCatalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Catalog resolve(DatabaseSchema schema, SchemaProbe probe) {
        Instant now = clock.instant();
        Resolved known = last;
        if (known != null && known.isOf(schema, now)) {
            return known.catalog;
        }
        Catalog resolved = catalog.resolve(schema, probe);
        last = new Resolved(schema, resolved, now);
        return resolved;
    }

    private record Resolved(DatabaseSchema schema, Catalog catalog, Instant at) {

        boolean isOf(DatabaseSchema other, Instant now) {
            Duration age = Duration.between(at, now);
            return !age.isNegative() && age.compareTo(MOST_AGE) < 0 && schema.equals(other);
        }
    }
}
