// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.DamageToll;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.storage.DirectoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The whole way once, on embedded H2: one restaurant of three loses its menu by accident, gets it back, and is cloned.
 * Every claim that it prints was checked; it fails where one does not hold.
 */
public final class Quickstart {

    private static final int RESTAURANTS = 3;
    private static final int ROWS_EACH = 3_000;
    private static final TenantId UNLUCKY = TenantId.of(2);
    private static final OperationContext ASKED_BY = OperationContext.of(Actor.of("quickstart"));

    private final Connection connection;
    private final Story story;
    private final JdbcTenantDatabase database;
    private final TenantBackupService backups;

    private Quickstart(DataSource dataSource, Connection connection, Path storage, Story story) throws IOException {
        this.connection = connection;
        this.story = story;
        this.database = JdbcTenantDatabase.of(dataSource);
        this.backups = TenantBackupService.builder()
                .database(database)
                .catalog(DeclaredCatalog.of(CatalogFile.parse(platformCatalog(), CatalogFormat.YAML)))
                .storage(DirectoryStorage.open(storage))
                .build();
    }

    /** Runs it; the first argument names the folder for the backup, {@code tenant-backups} by default. */
    public static void main(String[] args) throws IOException, SQLException {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        run(Path.of(args.length > 0 ? args[0] : "tenant-backups"), System.out);
    }

    static void run(Path storage, PrintStream out) throws IOException, SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:quickstart", "sa", "");
        // The database lives as long as one connection to it is open.
        try (Connection connection = pool.getConnection()) {
            new Quickstart(pool, connection, storage, new Story(out)).tell();
        } finally {
            pool.dispose();
        }
    }

    private void tell() throws SQLException {
        story.begin("One restaurant of three loses its menu, gets it back, and is cloned. All on in-memory H2.");

        Platform.create(connection, Product.H2);
        Platform.fill(connection, Product.H2, Fill.of(RESTAURANTS, ROWS_EACH));
        story.step("Create", "%d tables, %d restaurants", Platform.tables().size(), RESTAURANTS);

        Digests before = Digests.of(database, backups.catalog());
        BackupInfo backup = backups.exportTenant(UNLUCKY, ExportOptions.DEFAULTS.with(ASKED_BY));
        story.step(
                "Export",
                "restaurant %s: %,d rows in %d tables, %,d KiB",
                UNLUCKY,
                backup.rows(),
                backup.tables().size(),
                backup.bytes() / 1024);

        DamageToll toll = Damage.DELETE_MENU.apply(connection, Product.H2, Long.parseLong(UNLUCKY.value()));
        long harmed =
                toll.tables().values().stream().mapToLong(Quickstart::rows).sum();
        story.step(
                "Damage",
                "somebody deletes the menu: %,d rows gone or changed in %d tables",
                harmed,
                toll.tables().size());

        RestorePlan plan = backups.diff(backup.id());
        check(plan.total().written() == harmed, "the diff names every row that was harmed, and no other");
        story.step(
                "Diff", "exactly these rows differ, %,d are equal", plan.total().unchanged());
        plan.tables().forEach((table, changes) -> {
            if (!changes.isEmpty()) {
                story.detail("%-18s %,6d to insert %,6d to update", table, changes.inserted(), changes.updated());
            }
        });

        RestoreResult restored =
                backups.restore(backup.id(), RestoreRequest.into(UNLUCKY).with(ASKED_BY));
        story.step(
                "Restore",
                "%,d rows written, %,d left alone, compared row by row before the commit",
                restored.total().written(),
                restored.total().unchanged());

        Digests after = Digests.of(database, backups.catalog());
        check(after.equals(before), "all restaurants are as they were before the accident");
        story.step("Compare", "every restaurant is as before, column by column (but updated_at, which a trigger sets)");
        after.byTenant().forEach((tenant, digest) -> story.detail("restaurant %s  SHA-256 %.16s...", tenant, digest));

        CloneResult clone =
                backups.clone(UNLUCKY, CloneRequest.named("Casa Nueva").with(ASKED_BY));
        check(
                Digests.of(database, backups.catalog()).without(clone.tenant()).equals(before),
                "the clone touched nobody else");
        story.step(
                "Clone",
                "'Casa Nueva' is restaurant %s: %,d rows under keys of their own",
                clone.tenant(),
                clone.restore().total().inserted());
        clone.restore().rules().forEach(rule -> story.detail("%-18s %s", rule.table(), rule.rule()));

        story.end("The backup lies in " + backup.location());
    }

    private static long rows(DamageToll.Change change) {
        return change.inserted() + change.updated() + change.deleted();
    }

    private static void check(boolean holds, String claim) {
        if (!holds) {
            throw new IllegalStateException("This should be so, and is not: " + claim);
        }
    }

    /** What the platform's schema can't say of itself. */
    private static String platformCatalog() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                Platform.class.getResourceAsStream("platform-catalog.yaml"), "platform-catalog.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
