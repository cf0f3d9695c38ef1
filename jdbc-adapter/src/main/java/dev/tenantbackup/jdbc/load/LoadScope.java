// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What every part of one load looks at: session, plan, staging, and the tenant once it is known. */
final class LoadScope {

    private final JdbcSession session;
    private final LoadPlan plan;
    private final Staging staging;
    private final LoadDialect writing;
    private final OwnershipPredicates predicates;
    private final RowMatch match;
    private @Nullable TenantId tenant;

    LoadScope(JdbcSession session, LoadPlan plan, LoadDialect writing) {
        this.session = session;
        this.plan = plan;
        this.staging = new Staging(plan);
        this.writing = writing;
        this.predicates = new OwnershipPredicates(plan.catalog(), session.dialect(), session.tables());
        this.match = new RowMatch(session.dialect());
    }

    JdbcSession session() {
        return session;
    }

    DSLContext sql() {
        return session.sql();
    }

    Dialect dialect() {
        return session.dialect();
    }

    LoadDialect writing() {
        return writing;
    }

    SqlTables tables() {
        return session.tables();
    }

    LoadPlan plan() {
        return plan;
    }

    Staging staging() {
        return staging;
    }

    OwnershipPredicates predicates() {
        return predicates;
    }

    RowMatch match() {
        return match;
    }

    /** The staged rows of a table as they will be written, under an alias. */
    MappedRows mapped(TableName table, String alias) {
        return new MappedRows(dialect(), staging, plan.remap(), staging.table(table), alias);
    }

    boolean knowsTenant() {
        return tenant != null;
    }

    /** The tenant that is written. */
    TenantId tenant() {
        if (tenant == null) {
            throw new IllegalStateException("the new tenant's key is not allocated yet");
        }
        return tenant;
    }

    void tenant(TenantId value) {
        tenant = value;
    }
}
