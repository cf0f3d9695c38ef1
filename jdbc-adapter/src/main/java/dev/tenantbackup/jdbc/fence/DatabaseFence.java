// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.fence.FenceTriggers.TableTriggers;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A fence inside of PostgreSQL or MariaDB: triggers on every table with tenants' rows refuse what changes a row of a
 * tenant whose fence is up, with SQL state {@value #SQL_STATE} and a message that names the tenant. Knows {@link
 * FenceLevel#WRITES} only: triggers can't keep anybody from reading.
 *
 * <p>Triggers and table are installed once, by statements that {@link #install} prints and the host reviews and runs; after
 * a change of schema or catalog there may be more. A fence is raised by one row of one table, in one transaction, and so is
 * up for all tables or for none. It is effective once every transaction that was under way then has ended. Safe for
 * concurrent use.
 */
public final class DatabaseFence implements TenantFence {

    /** What a refused write fails with. */
    public static final String SQL_STATE = "TBF01";

    private static final int MOST_NAMED = 5;

    private final TenantDatabase database;
    private final Sessions sessions;
    private final TableCatalog catalog;
    private final InstantSource clock;

    /**
     * @param database whose schema it is
     * @param sessions with that database
     */
    public DatabaseFence(TenantDatabase database, Sessions sessions, TableCatalog catalog) {
        this.database = database;
        this.sessions = sessions;
        this.catalog = catalog;
        this.clock = InstantSource.system();
    }

    /**
     * What is still to be run so that the fence is whole: for the schema and the catalog as they are now. Changes nothing.
     *
     * @throws InvalidRequestException if the product can have no such fence
     * @throws dev.tenantbackup.model.CatalogException if a table is not classified
     */
    public FenceScript install() {
        Catalog now = resolved();
        try (JdbcSession session = sessions.open(Access.READ)) {
            return Failures.GENERAL.during("write the statements of a fence", () -> {
                FenceTriggers triggers = FenceTriggers.of(session, now);
                return script(session, new Installation(now, triggers).missing());
            });
        }
    }

    /**
     * What takes the fence away again: every trigger and function of it, and the table, with the fences that are up. Changes
     * nothing.
     *
     * @throws InvalidRequestException if the product can have no such fence
     */
    public FenceScript uninstall() {
        Catalog now = catalog();
        try (JdbcSession session = sessions.open(Access.READ)) {
            return Failures.GENERAL.during(
                    "write the statements that remove a fence",
                    () -> script(session, new Installation(now, FenceTriggers.of(session, now)).present()));
        }
    }

    private static FenceScript script(JdbcSession session, List<String> statements) {
        return new FenceScript(session.dialect().product(), statements);
    }

    private Catalog catalog() {
        return catalog.resolve(database.schema(), database.probe());
    }

    private Catalog resolved() {
        Catalog now = catalog();
        now.requireComplete();
        return now;
    }

    @Override
    public RaisedFence raise(FenceRequest request) {
        TenantId tenant = request.tenant();
        if (request.level() != FenceLevel.WRITES) {
            throw new InvalidRequestException(Problem.of("The fence inside the database stops writes only, not level '"
                            + request.level().word() + "'.")
                    .withTenant(tenant)
                    .withHint("lock the tenant out by a fence that the application obeys, and stop its writes by"
                            + " this one"));
        }
        Catalog now = resolved();
        try (JdbcSession session = sessions.open(Access.WRITE)) {
            return Failures.of(tenant).during("raise the fence", () -> {
                requireInstalled(now, FenceTriggers.of(session, now), tenant);
                requireTenant(session, now, tenant);
                OlderTransactions older = OlderTransactions.of(session);
                // who may not look at transactions hears of it before anything is up
                older.running();
                FenceWriting writing = new FenceWriting(session, clock);
                FenceRow row = writing.raise(request);
                if (row.fence().isEffective()) {
                    return row.fence();
                }
                requireGone(older.await(request.patience()), tenant);
                return writing.markEffective(row, request.patience()).fence();
            });
        }
    }

    private static void requireInstalled(Catalog now, FenceTriggers triggers, TenantId tenant) {
        Installation installation = new Installation(now, triggers);
        if (installation.missing().isEmpty()) {
            return;
        }
        List<TableName> open = installation.unguarded();
        String where = open.isEmpty()
                ? ""
                : ": nothing guards "
                        + open.stream()
                                .limit(MOST_NAMED)
                                .map(table -> "'" + table + "'")
                                .collect(Collectors.joining(", "))
                        + (open.size() > MOST_NAMED ? " and " + (open.size() - MOST_NAMED) + " more tables" : "");
        throw new InvalidRequestException(Problem.of(
                        "The fence is not installed as this schema and catalog want it" + where + ".")
                .withTenant(tenant)
                .withTable(open.isEmpty() ? null : open.get(0))
                .withHint("print the statements that are missing (tenant-backup fence ddl), review and run them"));
    }

    /** A fence around a misspelled id would keep nobody out, and let somebody feel safe. */
    private static void requireTenant(JdbcSession session, Catalog now, TenantId tenant) {
        Optional<RootTable> root = now.root();
        if (root.isEmpty()) {
            return;
        }
        OwnershipPredicates ownership = new OwnershipPredicates(now, session.dialect(), session.tables());
        Table<?> table = session.tables().asItself(root.get().table());
        boolean exists = session.sql()
                .fetchExists(DSL.selectOne()
                        .from(table)
                        .where(ownership.owned(now.table(root.get().table()), table, tenant)));
        if (!exists) {
            throw new NotFoundException(Problem.of("There is no tenant '" + tenant + "'.")
                    .withTenant(tenant)
                    .withHint("list the tenants to see their ids."));
        }
    }

    private static void requireGone(List<String> remaining, TenantId tenant) {
        if (!remaining.isEmpty()) {
            throw new ConflictException(Problem.of("The fence of tenant '" + tenant
                            + "' is up and not yet effective: " + remaining.size()
                            + " older transactions have not ended, and could still write: "
                            + String.join("; ", remaining.subList(0, Math.min(MOST_NAMED, remaining.size()))) + ".")
                    .withTenant(tenant)
                    .withHint("raise it again to go on waiting, end these transactions, or lift the fence")
                    .thatMayPass());
        }
    }

    @Override
    public Optional<RaisedFence> lift(TenantId tenant) {
        return ifInstalled(Access.WRITE, "lift the fence", session -> new FenceWriting(session, clock).lift(tenant))
                .flatMap(found -> found)
                .map(FenceRow::fence);
    }

    @Override
    public Optional<RaisedFence> find(TenantId tenant) {
        return ifInstalled(Access.READ, "look for a fence", session -> new FenceTable(session).find(tenant))
                .flatMap(found -> found)
                .map(FenceRow::fence);
    }

    @Override
    public List<RaisedFence> raised() {
        return ifInstalled(Access.READ, "look for fences", session -> new FenceTable(session).all())
                .orElse(List.of())
                .stream()
                .map(FenceRow::fence)
                .toList();
    }

    private <T> Optional<T> ifInstalled(Access access, String what, FenceWriting.Work<T> work) {
        try (JdbcSession session = sessions.open(access)) {
            return Failures.GENERAL.during(what, () -> {
                boolean isThere = session.dialect().catalog(session.sql(), session.schemas()).tables().stream()
                        .anyMatch(place -> place.table().equals(FenceObjects.TABLE)
                                && place.schema().equals(session.tables().defaultSchema()));
                return isThere ? Optional.of(work.on(session)) : Optional.empty();
            });
        }
    }

    /** The fence as it should be, held against what is there. */
    private record Installation(Catalog catalog, FenceTriggers triggers) {

        /** Statements that add what is missing and take away what is out of date. */
        List<String> missing() {
            List<String> statements = new ArrayList<>();
            for (TableTriggers wanted : triggers.ofAll()) {
                Set<String> found = found(catalog.schema().table(wanted.table()));
                if (!found.equals(Set.copyOf(wanted.names()))) {
                    statements.addAll(drops(wanted.table(), found));
                    statements.addAll(wanted.create());
                }
            }
            for (TableSchema table : catalog.schema().tables()) {
                if (!isOwned(table.name())) {
                    statements.addAll(drops(table.name(), found(table)));
                }
            }
            if (!statements.isEmpty() || catalog.find(FenceTable.NAME).isEmpty()) {
                statements.addAll(0, triggers.base());
            }
            return statements;
        }

        /** Owned tables that a writer could write past the fence. */
        List<TableName> unguarded() {
            return triggers.ofAll().stream()
                    .filter(wanted ->
                            !found(catalog.schema().table(wanted.table())).containsAll(wanted.names()))
                    .map(TableTriggers::table)
                    .toList();
        }

        /** Statements that take away what is there. */
        List<String> present() {
            List<String> statements = new ArrayList<>();
            catalog.schema().tables().forEach(table -> statements.addAll(drops(table.name(), found(table))));
            if (!statements.isEmpty() || catalog.find(FenceTable.NAME).isPresent()) {
                statements.addAll(triggers.dropBase());
            }
            return statements;
        }

        private boolean isOwned(TableName table) {
            return catalog.find(table).map(found -> found.isOwned()).orElse(false);
        }

        private List<String> drops(TableName table, Set<String> found) {
            return found.stream()
                    .sorted()
                    .flatMap(trigger -> triggers.drop(table, trigger).stream())
                    .toList();
        }

        private static Set<String> found(TableSchema table) {
            return table.triggers().stream()
                    .map(Trigger::name)
                    .filter(FenceObjects::isTrigger)
                    .collect(Collectors.toSet());
        }
    }
}
