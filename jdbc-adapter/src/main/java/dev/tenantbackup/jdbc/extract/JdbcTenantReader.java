// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.database.Snapshot;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.ViewIdentity;
import dev.tenantbackup.jdbc.ownership.HostCondition;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads tenants' rows through one session's transaction. */
public final class JdbcTenantReader implements TenantReader {

    private final JdbcSession session;
    private final Catalog catalog;
    private final Snapshot snapshot;
    private final Sharing sharing;
    private final Streaming streaming;
    private final Runnable onClose;
    private final OwnershipPredicates ownership;

    JdbcTenantReader(JdbcSession session, Catalog catalog, Snapshot snapshot, Sharing sharing, Runnable onClose) {
        this(session, catalog, snapshot, sharing, Streaming.ALONE, onClose);
    }

    private JdbcTenantReader(
            JdbcSession session,
            Catalog catalog,
            Snapshot snapshot,
            Sharing sharing,
            Streaming streaming,
            Runnable onClose) {
        this.session = session;
        this.catalog = catalog;
        this.snapshot = snapshot;
        this.sharing = sharing;
        this.streaming = streaming;
        this.onClose = onClose;
        this.ownership = new OwnershipPredicates(catalog, session.dialect(), session.tables());
    }

    /**
     * Reads what a transaction already under way sees, its own changes included. Closing this reader leaves the session
     * open, and it can share its view with nobody.
     */
    public static JdbcTenantReader within(JdbcSession session, Catalog catalog) {
        ViewIdentity identity = Failures.GENERAL.during(
                "take a snapshot", () -> session.dialect().viewIdentity(session.sql()));
        return new JdbcTenantReader(
                session,
                catalog,
                new Snapshot(identity.id(), identity.takenAt()),
                Sharing.NONE,
                Streaming.AMONG_OTHERS,
                () -> {});
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public List<TenantInfo> tenants() {
        return tenants(DSL.noCondition());
    }

    @Override
    public List<TenantInfo> activeTenants() {
        String active = root().activePredicate()
                .orElseThrow(() ->
                        new InvalidRequestException(Problem.of("The catalog does not say which tenants are active.")
                                .withHint("declare the condition that holds for active tenants, or name the tenants")));
        return tenants(HostCondition.of(active));
    }

    @Override
    public Optional<TenantInfo> find(TenantId tenant) {
        if (catalog.root().isEmpty()) {
            return Optional.of(new TenantInfo(tenant, null));
        }
        CatalogTable table = catalog.table(root().table());
        try {
            return tenants(ownership.owned(table, session.tables().asItself(table.name()), tenant)).stream()
                    .filter(found -> found.id().equals(tenant))
                    .findFirst();
        } catch (NotFoundException noSuchId) {
            return Optional.empty();
        }
    }

    private RootTable root() {
        return catalog.root()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.of("The catalog knows no table of tenants to list them from.")
                                .withHint("declare the tenants' own table, or name the tenants")));
    }

    private List<TenantInfo> tenants(Condition condition) {
        RootTable root = root();
        TableSchema schema = catalog.schema().table(root.table());
        Table<?> as = session.tables().asItself(root.table());
        Column key = schema.column(root.keyColumn());
        Field<Object> keyField = SqlTables.column(as, key.name());
        Field<String> name = root.name()
                .map(column -> session.dialect().textOf(schema.column(column), SqlTables.column(as, column)))
                .orElse(DSL.castNull(SQLDataType.VARCHAR));
        return Failures.of(root.table())
                .during(
                        "list the tenants",
                        () -> sql().select(session.dialect().textOf(key, keyField), name)
                                .from(as)
                                .where(keyField.isNotNull())
                                .and(condition)
                                .orderBy(session.dialect().orderOf(key, keyField))
                                .fetch(row -> new TenantInfo(TenantId.of(row.value1()), row.value2())));
    }

    @Override
    public RowStream rows(TableName table, TenantId tenant) {
        CatalogTable owned = owned(table);
        Table<?> as = session.tables().asItself(table);
        return stream(owned.schema(), as, ownership.owned(owned, as, tenant), streaming, Failures.of(tenant, table));
    }

    @Override
    public RowStream rowsInBulk(TableName table, TenantId tenant) {
        CatalogTable owned = owned(table);
        Table<?> as = session.tables().asItself(table);
        Condition condition = ownership.owned(owned, as, tenant);
        TableRows rows = new TableRows(session.dialect(), owned.schema(), as);
        return Streaming.inBulk(
                session,
                owned.schema().storedColumnNames(),
                () -> sql().select(rows.copiedTexts()).from(as).where(condition).orderBy(rows.order()),
                () -> sql().select(rows.texts()).from(as).where(condition).orderBy(rows.order()),
                Failures.of(tenant, table));
    }

    @Override
    public long count(TableName table, TenantId tenant) {
        CatalogTable owned = owned(table);
        Table<?> as = session.tables().asItself(table);
        Condition condition = ownership.owned(owned, as, tenant);
        return Failures.of(tenant, table)
                .during(
                        "count the rows",
                        () -> sql().select(DSL.count().cast(SQLDataType.BIGINT))
                                .from(as)
                                .where(condition)
                                .fetchSingle()
                                .value1());
    }

    @Override
    public OptionalLong countUntouched(TableName table, TenantId tenant, String moment) {
        CatalogTable owned = owned(table);
        Table<?> as = session.tables().asItself(table);
        Record2<Integer, Integer> counts = Failures.of(tenant, table)
                .during(
                        "count the rows",
                        () -> sql().select(
                                        DSL.count(),
                                        DSL.count()
                                                .filterWhere(session.dialect().isSince(as, moment)))
                                .from(as)
                                .where(ownership.owned(owned, as, tenant))
                                .fetchSingle());
        return counts.value2() == 0 ? OptionalLong.of(counts.value1()) : OptionalLong.empty();
    }

    private CatalogTable owned(TableName table) {
        CatalogTable found = catalog.table(table);
        if (!found.isOwned()) {
            throw new IllegalArgumentException("rows of table '" + table + "' are no tenant's");
        }
        return found;
    }

    @Override
    public RowStream sharedRows(TableName table, TenantId tenant) {
        CatalogTable shared = catalog.table(table);
        if (!(shared.ownership() instanceof Ownership.Shared)) {
            throw new IllegalArgumentException("table '" + table + "' is not shared");
        }
        Table<?> as = session.tables().asItself(table);
        return new SharedRows(session, catalog, ownership)
                .referredToBy(tenant, shared, as)
                .map(condition -> stream(shared.schema(), as, condition, streaming, Failures.of(tenant, table)))
                .orElseGet(() -> RowStream.empty(shared.schema().storedColumnNames()));
    }

    @Override
    public List<Row> sharedRows(TableName table, List<String> columns, Collection<Row> values) {
        return Failures.of(table)
                .during(
                        "look up shared rows",
                        () -> new SharedRows(session, catalog, ownership).with(catalog.table(table), columns, values));
    }

    @Override
    public Optional<String> greatestShared(TableName table, String column) {
        return Failures.of(table)
                .during(
                        "look up the greatest key",
                        () -> new SharedRows(session, catalog, ownership).greatest(catalog.table(table), column));
    }

    private RowStream stream(TableSchema schema, Table<?> as, Condition condition, Streaming way, Failures failures) {
        TableRows rows = new TableRows(session.dialect(), schema, as);
        Select<Record> query =
                sql().select(rows.selectedTexts()).from(as).where(condition).orderBy(rows.order());
        return way.rows(session, schema.storedColumnNames(), query, failures);
    }

    @Override
    public List<Finding> findings(TenantId tenant, Cancellation cancellation) {
        return new DirtyRows(session, catalog, ownership, tenant).find(cancellation);
    }

    @Override
    public List<Finding> strayReferences(TenantId tenant, Cancellation cancellation) {
        return new DirtyRows(session, catalog, ownership, tenant).strayReferences(cancellation);
    }

    @Override
    public List<Finding> nobodysRows(Cancellation cancellation) {
        return new UnclaimedRows(session, catalog, ownership).find(cancellation);
    }

    @Override
    public List<TenantReader> share(int readers) {
        List<TenantReader> shared = new ArrayList<>();
        for (JdbcSession further : sharing.join(readers)) {
            shared.add(new JdbcTenantReader(further, catalog, snapshot, Sharing.NONE, further::close));
        }
        return shared;
    }

    @Override
    public void close() {
        onClose.run();
    }

    private DSLContext sql() {
        return session.sql();
    }

    /** How further sessions come to see what this one sees. */
    @FunctionalInterface
    interface Sharing {

        /** With nobody. */
        Sharing NONE = readers -> List.of();

        /** At most so many sessions with the same view. */
        List<JdbcSession> join(int readers);
    }
}
