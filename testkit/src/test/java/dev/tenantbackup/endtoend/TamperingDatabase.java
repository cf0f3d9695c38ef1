// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.DatabaseSchema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A database in which something goes wrong at the worst moments: it forwards everything, and alters rows between load and
 * proof in the very transaction that loads, or lets another session write right after the commit.
 */
final class TamperingDatabase implements TenantDatabase {

    private final DataSource dataSource;
    private final JdbcTenantDatabase forwarded;
    private Connection latest;
    private Tampering beforeProof = tenant -> "";
    private String afterCommit = "";
    private int tampered;

    TamperingDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        this.forwarded = JdbcTenantDatabase.of(noticing(dataSource));
    }

    /** A statement to be run in the loading transaction once everything is loaded. */
    TamperingDatabase beforeProof(Tampering statement) {
        beforeProof = statement;
        return this;
    }

    /** A statement to be run by another session once the load is committed. */
    TamperingDatabase afterCommit(String statement) {
        afterCommit = statement;
        return this;
    }

    /** How many rows were tampered with. */
    int tampered() {
        return tampered;
    }

    private DataSource noticing(DataSource lent) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(lent, arguments);
                        if (result instanceof Connection connection) {
                            latest = connection;
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void run(Connection connection, String sql) {
        if (sql.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            tampered += statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DatabaseSchema schema() {
        return forwarded.schema();
    }

    @Override
    public SchemaProbe probe() {
        return forwarded.probe();
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return forwarded.reader(catalog);
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        TenantWriter writer = forwarded.writer(plan);
        return new TamperingWriter(writer, latest);
    }

    /** What to do to the tenant that is written. */
    @FunctionalInterface
    interface Tampering {
        String statement(TenantId tenant);
    }

    private final class TamperingWriter implements TenantWriter {

        private final TenantWriter writer;
        private final Connection connection;

        TamperingWriter(TenantWriter writer, Connection connection) {
            this.writer = writer;
            this.connection = connection;
        }

        @Override
        public void settle() {
            writer.settle();
            run(connection, beforeProof.statement(writer.tenant()));
        }

        @Override
        public void commit() {
            writer.commit();
            try (Connection other = dataSource.getConnection()) {
                run(other, afterCommit);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public TenantReader reader() {
            return writer.reader();
        }

        @Override
        public StagingSink stage(TableName table) {
            return writer.stage(table);
        }

        @Override
        public void seal() {
            writer.seal();
        }

        @Override
        public void allocate(KeyDomain domain) {
            writer.allocate(domain);
        }

        @Override
        public void allocate(KeyDomain domain, TextRewriter newValues) {
            writer.allocate(domain, newValues);
        }

        @Override
        public void preset(KeyDomain domain, String oldValue, String newValue) {
            writer.preset(domain, oldValue, newValue);
        }

        @Override
        public Pairs pair(TableName table) {
            return writer.pair(table);
        }

        @Override
        public Map<String, String> newValues(KeyDomain domain) {
            return writer.newValues(domain);
        }

        @Override
        public Map<String, String> newValues(KeyDomain domain, Set<String> oldValues) {
            return writer.newValues(domain, oldValues);
        }

        @Override
        public void rewrite(TableName table, String column, TextRewriter newTexts) {
            writer.rewrite(table, column, newTexts);
        }

        @Override
        public TenantId tenant() {
            return writer.tenant();
        }

        @Override
        public List<FiredRule> treatDirtyReferences() {
            return writer.treatDirtyReferences();
        }

        @Override
        public RowStream clearedReferences(TableName table) {
            return writer.clearedReferences(table);
        }

        @Override
        public List<Conflict> conflicts() {
            return writer.conflicts();
        }

        @Override
        public long execute(LoadStep step) {
            return writer.execute(step);
        }

        @Override
        public RowStream rowsAsArchived(TableName table) {
            return writer.rowsAsArchived(table);
        }

        @Override
        public TableKeys changedKeys(TableName table, int most) {
            return writer.changedKeys(table, most);
        }

        @Override
        public Map<TableName, Long> countedByDatabase() {
            return writer.countedByDatabase();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
