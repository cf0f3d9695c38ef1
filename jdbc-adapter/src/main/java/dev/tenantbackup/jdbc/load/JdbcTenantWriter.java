// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.extract.HeldDefinitions;
import dev.tenantbackup.jdbc.extract.JdbcTenantReader;
import dev.tenantbackup.jdbc.extract.ReaderOpening;
import dev.tenantbackup.jdbc.extract.Streaming;
import dev.tenantbackup.jdbc.fence.FencePass;
import dev.tenantbackup.jdbc.rights.Needs;
import dev.tenantbackup.jdbc.rights.RightsCheck;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.KeyDomain;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one tenant through one session: staging, keys, steps, commit. */
public final class JdbcTenantWriter implements TenantWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTenantWriter.class);

    private final Sessions sessions;
    private final JdbcSession session;
    private final ReaderOpening readers;
    private final LoadScope scope;
    private final LoadDialect dialect;
    private final StepExecutor steps;
    private final NewValues newValues;
    private final Map<TableName, TableChanges> staged = new TreeMap<>();
    private @Nullable WitnessSearch witnesses;
    private final List<TenantReader> beside = new ArrayList<>();
    private final Set<TableName> direct = new HashSet<>();
    private boolean committed;
    private boolean closed;

    private JdbcTenantWriter(Sessions sessions, JdbcSession session, ReaderOpening readers, LoadScope scope) {
        this.sessions = sessions;
        this.readers = readers;
        this.session = session;
        this.scope = scope;
        this.dialect = scope.writing();
        this.steps = new StepExecutor(scope);
        this.newValues = new NewValues(scope);
    }

    /**
     * Opens a session and prepares it: rights checked, numbers reserved, definitions held, the tenant locked, temporary tables created.
     *
     * @param readers for readers beside it
     * @param definitions of the plan's catalog
     */
    public static JdbcTenantWriter open(
            Sessions sessions, LoadPlan plan, ReaderOpening readers, HeldDefinitions definitions) {
        JdbcSession session = sessions.open(Access.WRITE);
        try {
            return Failures.GENERAL.during(
                    "prepare the transaction", () -> prepare(sessions, session, plan, readers, definitions));
        } catch (RuntimeException | Error failure) {
            closeAfter(session, failure);
            throw failure;
        }
    }

    private static JdbcTenantWriter prepare(
            Sessions sessions, JdbcSession session, LoadPlan plan, ReaderOpening readers, HeldDefinitions definitions)
            throws SQLException {
        LoadDialect dialect = LoadDialect.of(session);
        RightsCheck.require(session, Needs.toLoad(plan));
        dialect.reserve(plan);
        session.commit();
        definitions.hold(session);
        definitions.refuseChange(session);
        LoadScope scope = new LoadScope(session, plan, dialect);
        plan.target().existing().ifPresent(tenant -> {
            scope.tenant(tenant);
            dialect.lock(plan, tenant);
            FencePass.show(session, plan.catalog(), tenant);
        });
        JdbcTenantWriter writer = new JdbcTenantWriter(sessions, session, readers, scope);
        try {
            scope.staging().create(dialect.temporaryTables());
            dialect.defer();
            return writer;
        } catch (RuntimeException | Error failure) {
            // some temporary tables may be there already, and outlive the transaction
            try (writer) {
                throw failure;
            }
        }
    }

    private static void closeAfter(JdbcSession session, Throwable failure) {
        try {
            session.close();
        } catch (RuntimeException also) {
            failure.addSuppressed(also);
        }
    }

    @Override
    public TenantReader reader() {
        return JdbcTenantReader.within(session, scope.plan().catalog());
    }

    @Override
    public Optional<TenantReader> beside() {
        Optional<TenantReader> reader = readers.beside(session);
        reader.ifPresent(beside::add);
        return reader;
    }

    @Override
    public Optional<TenantReader> apart() {
        Optional<TenantReader> reader = session.dialect().streamsAlone() ? readers.apart() : Optional.empty();
        reader.ifPresent(beside::add);
        return reader;
    }

    @Override
    public StagingSink stage(TableName table) {
        StagingSink sink = Failures.of(table)
                .during("stage rows", () -> dialect.stager(scope.staging().table(table)));
        return new CountingSink(sink, changes -> staged.put(table, changes));
    }

    @Override
    public boolean insertsDirectly() {
        return Failures.GENERAL.during("look at the connection", () -> dialect.insertsDirectly(scope.plan()));
    }

    @Override
    public void expect(TableName table, TableChanges changes) {
        direct.add(table);
        staged.put(table, changes);
    }

    @Override
    public long insertDirectly(TableName table, RowStream rows) {
        witnesses();
        try {
            return Failures.of(scope.tenant(), table)
                    .during(
                            "insert rows",
                            () -> dialect.directInsert(scope.plan().table(table))
                                    .run(rows));
        } catch (DatabaseException failure) {
            throw Violations.asConflict(failure);
        }
    }

    @Override
    public void seal() {
        Failures.GENERAL.doing("index the staged rows", () -> {
            for (StagingTable table : scope.staging().tables()) {
                TableName name = table.plan().name();
                if (staged.getOrDefault(name, TableChanges.NONE).written() > 0 && !direct.contains(name)) {
                    dialect.temporaryTables().index(table.name(), table.uniqueKeys());
                    dialect.temporaryTables().analyze(table.name());
                }
            }
        });
    }

    @Override
    public void allocate(KeyDomain domain) {
        Failures.of(domain.table()).doing("make new keys", () -> newValues.allocate(domain));
        noticeTenant(domain);
    }

    @Override
    public void allocate(KeyDomain domain, TextRewriter texts) {
        Failures.of(domain.table()).doing("record new keys", () -> newValues.allocate(domain, texts));
        noticeTenant(domain);
    }

    private void noticeTenant(KeyDomain domain) {
        RootTable root = scope.plan().catalog().root().orElse(null);
        if (root != null
                && !scope.knowsTenant()
                && domain.table().equals(root.table())
                && domain.column().equals(root.keyColumn())) {
            scope.tenant(TenantId.of(newValues.single(domain)));
        }
    }

    @Override
    public void preset(KeyDomain domain, String oldValue, String newValue) {
        Failures.of(domain.table()).doing("record a key", () -> newValues.preset(domain, oldValue, newValue));
    }

    @Override
    public Pairs pair(TableName table) {
        Pairs pairs = Failures.of(scope.tenant(), table)
                .during("look for rows that are there", () -> new PairedRows(scope, table).find());
        staged.computeIfPresent(table, (name, changes) -> changes.keepingInstead(pairs.rows(), pairs.stillInserted()));
        return pairs;
    }

    @Override
    public Map<String, String> newValues(KeyDomain domain) {
        return Failures.of(domain.table()).during("look up new keys", () -> newValues.of(domain));
    }

    @Override
    public Map<String, String> newValues(KeyDomain domain, Set<String> oldValues) {
        return Failures.of(domain.table()).during("look up new keys", () -> newValues.of(domain, oldValues));
    }

    @Override
    public void rewrite(TableName table, String column, TextRewriter newTexts) {
        StagingTable staging = scope.staging().table(table);
        Failures.of(table).doing("rewrite column '" + column + "'", () -> newValues.rewrite(staging, column, newTexts));
    }

    @Override
    public TenantId tenant() {
        return scope.tenant();
    }

    @Override
    public List<FiredRule> treatDirtyReferences() {
        List<FiredRule> fired = new ArrayList<>();
        if (!direct.isEmpty()) {
            return fired;
        }
        for (TablePlan table : scope.plan().tables()) {
            TableChanges changes = staged.getOrDefault(table.name(), TableChanges.NONE);
            if (changes.inserted() + changes.updated() > 0) {
                fired.addAll(Failures.of(table.name())
                        .during("look for dirty references", () -> new DirtyTreatment(scope, table).treat()));
            }
        }
        return fired;
    }

    @Override
    public RowStream clearedReferences(TableName table) {
        List<String> columns = new ArrayList<>(scope.plan().table(table).key());
        columns.addAll(scope.staging().table(table).clearable());
        return Streaming.AMONG_OTHERS.rows(
                session,
                columns,
                new DirtyTreatment(scope, scope.plan().table(table)).cleared(),
                Failures.of(scope.tenant(), table));
    }

    @Override
    public List<Conflict> conflicts() {
        ConflictChecks checks = new ConflictChecks(scope, staged);
        return Failures.GENERAL.during(
                "look for conflicts", () -> direct.isEmpty() ? checks.find() : checks.findWithoutRows());
    }

    @Override
    public long execute(LoadStep step) {
        witnesses();
        try {
            return Failures.of(scope.tenant(), step.table()).during(step.describe(), () -> steps.execute(step));
        } catch (DatabaseException failure) {
            throw isCreated(step) ? Violations.asRace(failure) : Violations.asConflict(failure);
        }
    }

    private boolean isCreated(LoadStep step) {
        return scope.plan().shared().created().stream()
                .anyMatch(shared -> shared.table().name().equals(step.table()));
    }

    /** Those looked at before the first step. */
    private WitnessSearch witnesses() {
        WitnessSearch known = witnesses;
        if (known == null) {
            known = Failures.of(scope.tenant())
                    .during("look at rows before they are written", () -> WitnessSearch.beforeWriting(scope, staged));
            witnesses = known;
        }
        return known;
    }

    @Override
    public void settle() {
        try {
            Failures.of(scope.tenant()).doing("check deferred constraints", dialect::settle);
        } catch (DatabaseException failure) {
            throw Violations.asConflict(failure);
        }
    }

    @Override
    public RowStream rowsAsArchived(TableName table) {
        // asked for anew, page by page, it would take as many times as long
        return Streaming.beside(session)
                .rows(
                        session,
                        scope.plan().table(table).columns(),
                        new ArchivedView(scope, table).query(),
                        Failures.of(scope.tenant(), table));
    }

    @Override
    public RowStream rowsAsArchivedInBulk(TableName table) {
        ArchivedView view = new ArchivedView(scope, table);
        return Streaming.inBulk(
                session,
                scope.plan().table(table).columns(),
                view::copied,
                view::query,
                Failures.of(scope.tenant(), table));
    }

    @Override
    public Map<TableName, Long> countedByDatabase() {
        return Failures.GENERAL.during("count changed rows", dialect::countedChanges);
    }

    @Override
    public TableKeys changedKeys(TableName table, int most) {
        return Failures.of(scope.tenant(), table).during("read the changed keys", () -> {
            WrittenKeys keys = new WrittenKeys(scope, table, most);
            return direct.contains(table) ? keys.ofTenant() : keys.find();
        });
    }

    @Override
    public Optional<String> moment() {
        return Failures.of(scope.tenant())
                .during("look at the transaction", () -> session.dialect().moment(scope.sql()));
    }

    @Override
    public void commit() {
        Failures.of(scope.tenant())
                .doing("commit", () -> new Commit(sessions, scope, witnesses().afterWriting()).run());
        committed = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            giveBack();
        } catch (DatabaseException failure) {
            if (!committed) {
                throw failure;
            }
            // what was asked for has happened: nobody must take it for failed and do it again
            LOG.warn(
                    "After tenant '{}' was written, its connection could not be given back as it came.",
                    tenant(),
                    failure);
        }
    }

    private void giveBack() {
        if (session.isClosed()) {
            return;
        }
        try (session) {
            beside.forEach(TenantReader::close);
            Failures.GENERAL.doing("roll back", session::rollbackLast);
            Failures.GENERAL.doing(
                    "drop temporary tables", () -> dialect.leave(scope.staging().names()));
        }
    }
}
