// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.SupportsExamination;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.discover.KnownSchema;
import dev.tenantbackup.jdbc.discover.LiveSchemaProbe;
import dev.tenantbackup.jdbc.discover.RecordedHistory;
import dev.tenantbackup.jdbc.examine.JdbcTenantExaminer;
import dev.tenantbackup.jdbc.extract.HeldDefinitions;
import dev.tenantbackup.jdbc.extract.ReaderOpening;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.jdbc.fence.FlagColumn;
import dev.tenantbackup.jdbc.load.JdbcTenantWriter;
import dev.tenantbackup.jdbc.rights.RightsCheck;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A relational database behind a lent {@code DataSource}. One connection at a time suffices for everything; more are
 * taken only where a reader is {@linkplain TenantReader#share shared}, and only if they are free.
 *
 * <p>Safe for concurrent use. Remembers the schema, and reads it again where it may have changed. Never closes the {@code DataSource}.
 */
public final class JdbcTenantDatabase implements TenantDatabase, SupportsExamination {

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHARE_PATIENCE = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final List<String> schemas;
    private final Duration lockPatience;
    private final Duration sharePatience;
    private final KnownSchema known = new KnownSchema();

    private JdbcTenantDatabase(
            DataSource dataSource, List<String> schemas, Duration lockPatience, Duration sharePatience) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.schemas = List.copyOf(schemas);
        this.lockPatience = Objects.requireNonNull(lockPatience, "lockPatience");
        this.sharePatience = Objects.requireNonNull(sharePatience, "sharePatience");
    }

    /** The database in the schema that its connections look names up in. */
    public static JdbcTenantDatabase of(DataSource dataSource) {
        return new JdbcTenantDatabase(dataSource, List.of(), LOCK_PATIENCE, SHARE_PATIENCE);
    }

    /**
     * The same database in other schemas.
     *
     * @param names as the database spells them; tables of the first one are named without it
     */
    public JdbcTenantDatabase schemas(String... names) {
        return new JdbcTenantDatabase(dataSource, List.of(names), lockPatience, sharePatience);
    }

    /** How long to wait for somebody who is changing a table's definition; 10 seconds if not said. */
    public JdbcTenantDatabase lockPatience(Duration patience) {
        return new JdbcTenantDatabase(dataSource, schemas, patience, sharePatience);
    }

    /** How long to wait for each further connection of a shared reader; 2 seconds if not said. */
    public JdbcTenantDatabase sharePatience(Duration patience) {
        return new JdbcTenantDatabase(dataSource, schemas, lockPatience, patience);
    }

    @Override
    public DatabaseSchema schema() {
        try (JdbcSession session = sessions().open(Access.READ)) {
            RightsCheck.requireSight(session);
            return new RecordedHistory(session).headOf(known.of(session));
        }
    }

    @Override
    public SchemaProbe probe() {
        return new LiveSchemaProbe(sessions(), known);
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return readers(catalog).open();
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        return JdbcTenantWriter.open(sessions(), plan, readers(plan.catalog()), definitions(plan.catalog()));
    }

    @Override
    public TenantExaminer examiner(Catalog catalog, TenantId tenant) {
        return JdbcTenantExaminer.open(sessions(), catalog, tenant, definitions(catalog));
    }

    /**
     * A fence inside of this database, which has to be installed first; PostgreSQL and MariaDB can have one.
     *
     * @param catalog whose rows are whose: that of the service
     */
    public DatabaseFence fence(TableCatalog catalog) {
        return new DatabaseFence(this, sessions(), catalog);
    }

    /**
     * A flag on the tenant's own row, by which the application is told that a fence is up; to be completed by the values
     * that raise it.
     *
     * @param column as this database spells it
     * @param lowered its value while no fence is up
     */
    public FlagColumn flagColumn(TableCatalog catalog, String column, String lowered) {
        return FlagColumn.of(this, sessions(), catalog, column, lowered);
    }

    private ReaderOpening readers(Catalog catalog) {
        return new ReaderOpening(sessions(), catalog, definitions(catalog), sharePatience);
    }

    private HeldDefinitions definitions(Catalog catalog) {
        return new HeldDefinitions(catalog, known, lockPatience);
    }

    private Sessions sessions() {
        return new Sessions(dataSource, schemas);
    }
}
