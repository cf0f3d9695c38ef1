// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a database, read again only when its fingerprint is another one. On products without a fingerprint it is
 * read each time. Safe for any thread: two that come at once may both read.
 */
public final class KnownSchema {

    private volatile @Nullable Known last;

    /**
     * The schema as the session's transaction sees it.
     *
     * @throws dev.tenantbackup.model.InvalidRequestException if it holds no table at all
     */
    public DatabaseSchema of(JdbcSession session) {
        List<String> scope = session.schemas();
        Optional<String> fingerprint = Failures.GENERAL.during(
                "look for changes of the database's schema",
                () -> session.dialect().catalog(session.sql(), scope).fingerprint());
        if (fingerprint.isEmpty()) {
            return new SchemaReader(session).read();
        }
        Known known = last;
        if (known != null && known.scope.equals(scope) && known.fingerprint.equals(fingerprint.get())) {
            return known.schema;
        }
        // asked for before: what changes while we read shows up as another fingerprint the next time
        DatabaseSchema schema = new SchemaReader(session).read();
        last = new Known(scope, fingerprint.get(), schema);
        return schema;
    }

    private record Known(List<String> scope, String fingerprint, DatabaseSchema schema) {}
}
