// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership.ByColumn;
import dev.tenantbackup.catalog.Ownership.ReferredTo;
import dev.tenantbackup.catalog.Ownership.ThroughReferences;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Looks for rows of a tenant that are dirty: another tenant's too, or with references that leave the tenant or lead nowhere. One
 * statement per table for all its references and one or two for the table itself; more only where something was found.
 */
final class DirtyRows {

    private final JdbcSession session;
    private final Catalog catalog;
    private final OwnershipPredicates ownership;
    private final DoubtfulReferences doubtful;
    private final TenantId tenant;

    DirtyRows(JdbcSession session, Catalog catalog, OwnershipPredicates ownership, TenantId tenant) {
        this.session = session;
        this.catalog = catalog;
        this.ownership = ownership;
        this.doubtful = new DoubtfulReferences(catalog);
        this.tenant = tenant;
    }

    List<Finding> find(Cancellation cancellation) {
        return inEachTable(cancellation, (table, references) -> {
            List<Finding> findings = new ArrayList<>();
            Optional<Finding> ambiguous = Optional.empty();
            List<DirtyReferences.Count> leaving = new ArrayList<>();
            for (DirtyReferences.Count count : references.count()) {
                if (count.missing() > 0) {
                    findings.add(references.orphaned(count));
                }
                if (count.foreign() > 0) {
                    leaving.add(count);
                }
            }
            boolean contested = leaving.stream().anyMatch(count -> isOneOfSeveral(table, count.reference()));
            if (contested || table.ownership() instanceof ReferredTo) {
                ambiguous = ambiguous(table);
                ambiguous.ifPresent(findings::add);
            }
            long explained = ambiguous.map(Finding::count).orElse(0L);
            leaving.stream()
                    .filter(count -> !isOneOfSeveral(table, count.reference()) || count.foreign() > explained)
                    .forEach(count -> findings.add(references.leaving(count)));
            return findings;
        });
    }

    /** Those among them that are seen from the references alone. */
    List<Finding> strayReferences(Cancellation cancellation) {
        return inEachTable(cancellation, (table, references) -> {
            List<Finding> findings = new ArrayList<>();
            for (DirtyReferences.Count count : references.count()) {
                if (count.missing() > 0) {
                    findings.add(references.orphaned(count));
                }
                if (count.foreign() > 0) {
                    findings.add(references.leaving(count));
                }
            }
            return findings;
        });
    }

    private List<Finding> inEachTable(
            Cancellation cancellation, BiFunction<CatalogTable, DirtyReferences, List<Finding>> look) {
        List<Finding> findings = new ArrayList<>();
        for (CatalogTable table : catalog.ownedTables()) {
            cancellation.throwIfRequested();
            DirtyReferences references = new DirtyReferences(session, ownership, doubtful, table, tenant);
            findings.addAll(Failures.of(tenant, table.name())
                    .during("look for dirty rows", () -> look.apply(table, references)));
        }
        return findings;
    }

    /** Whether the row is the tenant's by this reference or by another, so that two tenants may claim it. */
    private static boolean isOneOfSeveral(CatalogTable table, Reference reference) {
        List<Reference> chains = table.ownership() instanceof ByColumn byColumn
                ? byColumn.chains()
                : table.ownership() instanceof ThroughReferences through ? through.chains() : List.of();
        return chains.size() > 1 && chains.contains(reference);
    }

    private Optional<Finding> ambiguous(CatalogTable table) {
        Table<?> as = session.tables().asItself(table.name());
        Condition contested = ownership.owned(table, as, tenant).and(ownership.claimedByOthers(table, as, tenant));
        // counted, not asked whether there is one: for that PostgreSQL picks a plan that is slow when there is none
        long rows = rows(as, contested);
        if (rows == 0) {
            return Optional.empty();
        }
        List<TenantId> others = ownership.owners(session.sql()).of(table, as, contested).stream()
                .filter(other -> !other.equals(tenant))
                .toList();
        return Optional.of(new Finding(
                Finding.Kind.AMBIGUOUS,
                table.name(),
                DirtyReferences.rows(rows) + " of table '" + table.name() + "' can be claimed by tenant '" + tenant
                        + "' and by " + DirtyReferences.named(others) + " too",
                "they are in the backups of all of them; correct their references",
                rows,
                new KeySamples(session, table.schema()).of(as, contested),
                others));
    }

    private long rows(Table<?> as, Condition condition) {
        return session.sql().select(DSL.count()).from(as).where(condition).fetchSingle(0, Long.class);
    }
}
