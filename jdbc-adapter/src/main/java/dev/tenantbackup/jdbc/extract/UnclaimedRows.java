// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.operation.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Looks for rows that no tenant can claim: one statement for each table that may have some, over all its rows. */
final class UnclaimedRows {

    private final JdbcSession session;
    private final Catalog catalog;
    private final OwnershipPredicates ownership;

    UnclaimedRows(JdbcSession session, Catalog catalog, OwnershipPredicates ownership) {
        this.session = session;
        this.catalog = catalog;
        this.ownership = ownership;
    }

    List<Finding> find(Cancellation cancellation) {
        List<Finding> findings = new ArrayList<>();
        for (CatalogTable table : catalog.ownedTables()) {
            cancellation.throwIfRequested();
            Failures.of(table.name())
                    .during("look for rows of nobody", () -> of(table))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> of(CatalogTable table) {
        Table<?> as = session.tables().asItself(table.name());
        Condition nobodys = ownership.nobodys(table, as);
        if (nobodys.equals(DSL.falseCondition())) {
            return Optional.empty();
        }
        long rows = session.sql().select(DSL.count()).from(as).where(nobodys).fetchSingle(0, Long.class);
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.UNOWNED,
                        table.name(),
                        DirtyReferences.rows(rows) + " of table '" + table.name() + "' can be claimed by no tenant",
                        "they are in nobody's backup; give them an owner, or declare them platform-wide",
                        rows,
                        new KeySamples(session, table.schema()).of(as, nobodys)));
    }
}
