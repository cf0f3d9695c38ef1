// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.jdbc.discover.KnownSchema;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Table;

/**
 * Keeps the definitions of a catalog's tables as they are for one transaction, and makes sure that they still are what the
 * catalog was made of. Immutable.
 */
public final class HeldDefinitions {

    private final Catalog catalog;
    private final KnownSchema schema;
    private final Duration patience;

    /**
     * @param schema the schema as it is now
     * @param patience how long to wait for somebody who is changing a table's definition
     */
    public HeldDefinitions(Catalog catalog, KnownSchema schema, Duration patience) {
        this.catalog = catalog;
        this.schema = schema;
        this.patience = patience;
    }

    /** Begins a transaction whose first statement holds the definitions: before any view is taken. */
    public void hold(JdbcSession session) throws SQLException {
        SqlTables names = session.tables();
        List<Table<?>> tables = new ArrayList<>();
        for (CatalogTable table : catalog.tables()) {
            if (table.isOwned() || table.ownership() instanceof Ownership.Shared) {
                tables.add(names.of(table.name()));
            }
        }
        // naming the tables was a query: its view is too old
        session.rollback();
        session.dialect().holdDefinitions(session.sql(), tables, patience);
    }

    /**
     * A catalog may be older than a table or column: going by it would leave these out without a word. Once the definitions
     * are held nothing changes any more, so this is when to look.
     *
     * @throws DatabaseException if a table was created, dropped or altered since the catalog was made
     */
    public void refuseChange(JdbcSession session) {
        Optional<TableName> changed = SchemaChange.firstBetween(catalog, schema.of(session));
        if (changed.isPresent()) {
            throw new DatabaseException(
                    Problem.of("Table '" + changed.get() + "' has been created, dropped or altered just now.")
                            .withTable(changed.get())
                            .withHint("try again with a catalog made anew")
                            .thatMayPass());
        }
    }
}
