// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.verify;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership.ByPredicate;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantExaminer.Side;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks one tenant's rows. All tables are noted first; then each row and each reference is judged by itself. If every
 * row with a claim is noted, no row without one is, and no reference crosses the border, then by induction along the
 * catalog's chains the rows are exactly the tenant's.
 */
public final class OwnershipVerifier {

    private final Catalog catalog;
    private final TenantExaminer examiner;
    private final TenantId tenant;
    private final OperationContext context;
    private final TenantColumns columns;
    private final OtherOwner owners;
    private final Problems problems = new Problems();
    private final Map<TableName, Long> noted = new TreeMap<>();

    /**
     * @param catalog complete
     * @param examiner of the tenant, new; the caller closes it
     */
    public OwnershipVerifier(Catalog catalog, TenantExaminer examiner, TenantId tenant, OperationContext context) {
        this.catalog = catalog;
        this.examiner = examiner;
        this.tenant = tenant;
        this.context = context;
        this.columns = new TenantColumns(catalog);
        this.owners = new OtherOwner(catalog, examiner, tenant);
    }

    /** Does it all. Writes nothing but temporary tables. */
    public VerifyResult verify(InstantSource clock) {
        Instant start = clock.instant();
        Instant seenAt = examiner.reader().snapshot().takenAt();
        for (CatalogTable table : catalog.ownedTables()) {
            enter("read", table);
            noted.put(table.name(), examiner.note(table.name()));
        }
        Map<TableName, TableFigures> figures = new TreeMap<>();
        for (CatalogTable table : catalog.tables()) {
            enter("verify", table);
            Optional<String> column = columns.of(table);
            if (table.isOwned() || column.isPresent()) {
                figures.put(table.name(), figures(table, column));
            }
            if (table.isOwned()) {
                check(table);
            }
        }
        return new VerifyResult(
                tenant, seenAt, figures, problems.all(), unchecked(), Duration.between(start, clock.instant()));
    }

    private void enter(String phase, CatalogTable table) {
        context.cancellation().throwIfRequested();
        context.listener().progressed(new Progress(phase, table.name(), 0, -1));
    }

    private TableFigures figures(CatalogTable table, Optional<String> column) {
        long naming = column.map(found -> examiner.naming(table.name(), found)).orElse(0L);
        return new TableFigures(table.ownership().kind(), rows(table.name()), column.orElse(null), naming);
    }

    private long rows(TableName table) {
        return noted.getOrDefault(table, 0L);
    }

    private void check(CatalogTable table) {
        columns.of(table).ifPresent(column -> new ColumnChecks(examiner, owners, problems).check(table, column));
        ReferenceChecks references = new ReferenceChecks(catalog, examiner, owners, problems);
        if (rows(table.name()) > 0) {
            references.checkFounded(table);
            table.references().forEach(references::checkOutward);
        }
        for (Reference reference : catalog.referencesTo(table.name())) {
            if (rows(table.name()) > 0 && mayCross(reference)) {
                references.checkInward(reference);
            }
        }
        for (String column : documentColumns(table)) {
            DocumentChecks documents =
                    new DocumentChecks(catalog, examiner, owners, problems, context.cancellation(), table, column);
            for (Side side : Side.values()) {
                documents.check(side);
            }
        }
    }

    /** Shared and excluded rows may refer to whom they like; the tenant column is looked at by itself. */
    private boolean mayCross(Reference reference) {
        return catalog.table(reference.table()).isOwned() && !columns.isTheColumnItself(reference);
    }

    private static Set<String> documentColumns(CatalogTable table) {
        Set<String> documents = new LinkedHashSet<>();
        table.jsonReferences().stream().map(JsonReference::column).forEach(documents::add);
        return documents;
    }

    private List<String> unchecked() {
        List<String> unchecked = new ArrayList<>();
        for (CatalogTable table : catalog.ownedTables()) {
            if (table.ownership() instanceof ByPredicate) {
                unchecked.add(
                        "Table '" + table.name()
                                + "': its rows are chosen by a condition of the catalog, and nothing else says whose they are.");
            }
        }
        catalog.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.OUT_OF_SCOPE)
                .forEach(finding -> unchecked.add("Table '" + finding.table() + "': " + finding.message() + "."));
        return unchecked;
    }
}
