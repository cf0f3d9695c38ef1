// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A database of which reading goes wrong; everything else is forwarded.
 *
 * @param failure makes a reader one that fails
 */
record FailingDatabase(TenantDatabase database, UnaryOperator<TenantReader> failure) implements TenantDatabase {

    /** One from which a tenant's rows can't be read. */
    static FailingDatabase unreadable(TenantDatabase database, TenantId tenant) {
        return new FailingDatabase(database, reader -> new Unreadable(reader, tenant));
    }

    /** One whose first row of a table is lost on the way, without a word. */
    static FailingDatabase losing(TenantDatabase database, TableName table) {
        return new FailingDatabase(database, reader -> new Losing(reader, table));
    }

    /** One in which nobody can look for dirty rows. */
    static FailingDatabase unexaminable(TenantDatabase database) {
        return new FailingDatabase(database, Unexaminable::new);
    }

    @Override
    public DatabaseSchema schema() {
        return database.schema();
    }

    @Override
    public SchemaProbe probe() {
        return database.probe();
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return failure.apply(database.reader(catalog));
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        return database.writer(plan);
    }

    private static final class Unreadable extends ForwardingReader {

        private final TenantId unreadable;

        Unreadable(TenantReader reader, TenantId unreadable) {
            super(reader);
            this.unreadable = unreadable;
        }

        @Override
        ForwardingReader over(TenantReader further) {
            return new Unreadable(further, unreadable);
        }

        @Override
        public RowStream rows(TableName table, TenantId tenant) {
            requireReadable(tenant);
            return super.rows(table, tenant);
        }

        @Override
        public RowStream rowsInBulk(TableName table, TenantId tenant) {
            requireReadable(tenant);
            return super.rowsInBulk(table, tenant);
        }

        private void requireReadable(TenantId tenant) {
            if (tenant.equals(unreadable)) {
                throw new DatabaseException(
                        Problem.of("Cannot read tenant '" + tenant + "'.").withTenant(tenant));
            }
        }
    }

    private static final class Losing extends ForwardingReader {

        private final TableName lossy;

        Losing(TenantReader reader, TableName lossy) {
            super(reader);
            this.lossy = lossy;
        }

        @Override
        ForwardingReader over(TenantReader further) {
            return new Losing(further, lossy);
        }

        @Override
        public RowStream rowsInBulk(TableName table, TenantId tenant) {
            RowStream rows = super.rowsInBulk(table, tenant);
            if (table.equals(lossy)) {
                rows.next();
            }
            return rows;
        }
    }

    private static final class Unexaminable extends ForwardingReader {

        Unexaminable(TenantReader reader) {
            super(reader);
        }

        @Override
        ForwardingReader over(TenantReader further) {
            return new Unexaminable(further);
        }

        @Override
        public List<Finding> findings(TenantId tenant, Cancellation cancellation) {
            throw new DatabaseException(
                    Problem.of("Cannot look for dirty rows.").withTenant(tenant));
        }
    }
}
