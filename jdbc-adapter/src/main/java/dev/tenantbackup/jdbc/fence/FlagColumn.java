// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FenceSwitch;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A column of the tenant's own row that the application reads before it works for the tenant. The catalog must declare it
 * {@link ColumnRule#LIVE}: a restore would else bring back the value of the backup, and with it the application.
 *
 * <p>A flag asks, and nobody can tell whether everybody has read it: the fence is up and never known to be effective.
 * Works on every database. Immutable.
 */
public final class FlagColumn implements FenceSwitch {

    private final TenantDatabase database;
    private final Sessions sessions;
    private final TableCatalog catalog;
    private final String column;
    private final String lowered;
    private final Map<FenceLevel, String> raised;

    private FlagColumn(
            TenantDatabase database,
            Sessions sessions,
            TableCatalog catalog,
            String column,
            String lowered,
            Map<FenceLevel, String> raised) {
        this.database = database;
        this.sessions = sessions;
        this.catalog = catalog;
        this.column = column;
        this.lowered = lowered;
        this.raised = Map.copyOf(raised);
    }

    /**
     * A flag that is raised by no level yet.
     *
     * @param column as the database spells it
     * @param lowered its value while no fence is up, as the database prints it
     */
    public static FlagColumn of(
            TenantDatabase database, Sessions sessions, TableCatalog catalog, String column, String lowered) {
        return new FlagColumn(database, sessions, catalog, column, lowered, Map.of());
    }

    /**
     * The same flag, with the value that says that a level is stopped.
     *
     * @param value as the database prints it; {@code true} and {@code false} also where it keeps them as numbers
     */
    public FlagColumn raisedBy(FenceLevel level, String value) {
        Map<FenceLevel, String> values = new EnumMap<>(FenceLevel.class);
        values.putAll(raised);
        values.put(level, value);
        return new FlagColumn(database, sessions, catalog, column, lowered, values);
    }

    @Override
    public Set<FenceLevel> levels() {
        return raised.keySet();
    }

    @Override
    public Effect stop(RaisedFence fence, Duration patience) {
        String value = raised.get(fence.level());
        if (value == null) {
            throw new IllegalArgumentException("no value of the flag for level " + fence.level());
        }
        if (!set(fence.tenant(), value)) {
            throw new NotFoundException(Problem.of("There is no tenant '" + fence.tenant() + "'.")
                    .withTenant(fence.tenant())
                    .withHint("list the tenants to see their ids."));
        }
        return Effect.ANNOUNCED;
    }

    @Override
    public void resume(TenantId tenant) {
        set(tenant, lowered);
    }

    /** Whether there was a row to set it in. */
    private boolean set(TenantId tenant, String text) {
        Catalog now = catalog.resolve(database.schema(), database.probe());
        CatalogTable table = now.root().map(RootTable::table).map(now::table).orElseThrow(this::withoutTable);
        Column flag = flag(table);
        try (JdbcSession session = sessions.open(Access.WRITE)) {
            return Failures.of(tenant, table.name()).during("set the flag of a fence", () -> {
                FencePass.show(session, now, tenant);
                Table<?> as = session.tables().asItself(table.name());
                int rows = session.sql()
                        .update(session.tables().target(table.name()))
                        .set(Map.of(DSL.field(DSL.name(flag.name())), value(session, flag, text)))
                        .where(new OwnershipPredicates(now, session.dialect(), session.tables())
                                .owned(table, as, tenant))
                        .execute();
                session.commit();
                return rows > 0;
            });
        }
    }

    private InvalidRequestException withoutTable() {
        return new InvalidRequestException(
                Problem.of("There is no table of tenants whose column '" + column + "' could be the flag of a fence.")
                        .withHint("declare the tenant table, or use another fence"));
    }

    private Column flag(CatalogTable table) {
        Column flag = table.schema()
                .find(column)
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.of("Table '" + table.name() + "' has no column '" + column + "'.")
                                .withTable(table.name())
                                .withHint("name the column that the application reads, as the database spells it")));
        if (table.columnRule(column) != ColumnRule.LIVE) {
            throw new InvalidRequestException(Problem.of("Column '" + table.name() + "." + column
                            + "' is the flag of a fence, and a restore would overwrite it.")
                    .withTable(table.name())
                    .withHint("declare it in the catalog: columns: {" + column + ": live}"));
        }
        return flag;
    }

    private static Field<?> value(JdbcSession session, Column flag, String text) {
        String canonical =
                flag.form() != ValueForm.NUMBER ? text : text.equals("true") ? "1" : text.equals("false") ? "0" : text;
        return session.dialect()
                .comparand(flag, canonical)
                .orElseThrow(() -> new InvalidRequestException(Problem.of(
                                "Column '" + flag.name() + "' of type " + flag.type() + " has no value '" + text + "'.")
                        .withHint("write the flag's values as the database prints them")));
    }
}
