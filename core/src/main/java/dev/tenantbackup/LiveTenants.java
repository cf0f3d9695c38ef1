// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.SupportsExamination;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.verify.OwnershipVerifier;
import dev.tenantbackup.verify.VerifyResult;
import java.time.InstantSource;
import java.util.List;

/** The tenants of the database as they are now, and the catalog of the schema as it is now. Changes nothing. */
final class LiveTenants {

    private final TenantDatabase database;
    private final TableCatalog tableCatalog;

    LiveTenants(TenantDatabase database, TableCatalog tableCatalog) {
        this.database = database;
        this.tableCatalog = tableCatalog;
    }

    /** The same catalog's view of another database. */
    LiveTenants in(TenantDatabase other) {
        return new LiveTenants(other, tableCatalog);
    }

    TenantDatabase database() {
        return database;
    }

    /** Of the schema as it is at this moment. May have gaps. */
    Catalog catalog() {
        return tableCatalog.resolve(database.schema(), database.probe());
    }

    /**
     * The catalog, if it says of every table whose rows it holds.
     *
     * @throws dev.tenantbackup.model.CatalogException if a table is not classified
     */
    Catalog completeCatalog() {
        Catalog catalog = catalog();
        catalog.requireComplete();
        return catalog;
    }

    List<TenantInfo> all() {
        try (TenantReader reader = database.reader(catalog())) {
            return reader.tenants();
        }
    }

    List<TenantInfo> active() {
        try (TenantReader reader = database.reader(catalog())) {
            return reader.activeTenants();
        }
    }

    TenantInfo require(TenantId tenant) {
        try (TenantReader reader = database.reader(catalog())) {
            return require(reader, tenant);
        }
    }

    /**
     * The tenant as a reader shows it.
     *
     * @throws NotFoundException if it shows no such tenant
     */
    static TenantInfo require(TenantReader reader, TenantId tenant) {
        return reader.find(tenant)
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no tenant '" + tenant + "'.")
                        .withTenant(tenant)
                        .withHint("list the tenants to see their ids.")));
    }

    VerifyResult verify(TenantId tenant, OperationContext context, InstantSource clock) {
        if (!(database instanceof SupportsExamination examinable)) {
            throw new InvalidRequestException(Problem.of("This database can't be verified.")
                    .withTenant(tenant)
                    .withHint("an implementation of SupportsExamination can be."));
        }
        Catalog catalog = completeCatalog();
        try (TenantExaminer examiner = examinable.examiner(catalog, tenant)) {
            require(examiner.reader(), tenant);
            return new OwnershipVerifier(catalog, examiner, tenant, context).verify(clock);
        }
    }
}
