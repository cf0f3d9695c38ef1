// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Stray;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that are killed: what they leave in storage and database is all or nothing, and the next run works.
 *
 * <p>Counts of the thorough tier: 21 moments of an export and 30 of a restore; only the two random ones of each engine's
 * restore may lie before the first write.
 */
class KillTest {

    private static final long SEED = 20261123;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void killedExportLeavesABackupOrNone(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, directory)) {
            List<String> all = scene.momentsOf("export");
            List<Moment> moments = new ArrayList<>();
            moments.add(Moment.last(all, "before link .json"));
            if (Tier.isThorough() || engine != Engine.H2) {
                moments.add(Moment.last(all, "after link .zip"));
            }
            if (Tier.isThorough()) {
                moments.add(Moment.last(all, "before link .zip"));
                moments.add(Moment.last(all, "after link .json"));
                moments.addAll(Moment.spread(all, engine == Engine.H2 ? 1 : 4));
            }
            int publication = Moment.last(all, "after link .json").position();
            for (Moment moment : moments) {
                int backups = scene.backups().size();
                scene.killAt(moment, "export");
                boolean published = moment.position() >= publication;
                assertThat(scene.backups()).as("%s", moment).hasSize(backups + (published ? 1 : 0));
                assertThat(scene.digests()).as("%s", moment).isEqualTo(scene.filled);
                scene.run("export");
                assertThat(scene.backups()).as("%s", moment).hasSize(backups + (published ? 2 : 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void killedRestoreIsDoneOrNot(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, directory)) {
            scene.run("export");
            String backup = scene.backups().iterator().next().value();
            Map<String, Map<TableName, String>> damaged = scene.damage();
            List<String> all = scene.momentsOf("restore", backup);
            assertThat(scene.digests()).isEqualTo(scene.filled);

            List<Moment> moments = new ArrayList<>();
            moments.add(Moment.commit(all, "before commit"));
            if (Tier.isThorough() || engine != Engine.H2) {
                moments.add(Moment.commit(all, "after commit"));
                moments.addAll(Moment.spread(all, Tier.pick(1, engine == Engine.H2 ? 2 : 5)));
            }
            if (Tier.isThorough()) {
                moments.add(Moment.last(all, "after link .zip"));
                moments.add(Moment.last(all, "before rename .json"));
            }
            int commit = Moment.commit(all, "after commit").position();
            for (Moment moment : moments) {
                assertThat(scene.damage()).isEqualTo(damaged);
                scene.killAt(moment, "restore", backup);
                boolean committed = moment.position() >= commit;
                assertThat(scene.digests()).as("%s", moment).isEqualTo(committed ? scene.filled : damaged);
                scene.run("restore", backup);
                assertThat(scene.digests()).as("%s", moment).isEqualTo(scene.filled);
            }
            for (int i = 0; i < Tier.pick(engine == Engine.H2 ? 0 : 1, 2); i++) {
                assertThat(scene.damage()).isEqualTo(damaged);
                scene.killAtRandom("restore", backup);
                assertThat(scene.digests()).as("random time %s", i).isIn(scene.filled, damaged);
                scene.run("restore", backup);
                assertThat(scene.digests()).as("random time %s", i).isEqualTo(scene.filled);
            }
        }
    }

    /** A platform, a storage, and what both must look like. */
    private static final class Scene implements AutoCloseable {

        private final Engine engine;
        private final String url;
        private final Path storage;
        private final DataSource database;
        private final Set<BackupId> validated = new HashSet<>();
        private final Random random = new Random(SEED);
        private Connection open;
        private long lastRunMillis;

        final Map<String, Map<TableName, String>> filled;

        Scene(Engine engine, Path directory) throws SQLException {
            this.engine = engine;
            this.storage = directory.resolve("backups");
            this.url = switch (engine) {
                case H2 -> "jdbc:h2:file:" + directory.resolve("platform") + ";WRITE_DELAY=0";
                case POSTGRESQL -> engine.create().url() + "&ApplicationName=killed";
                case MARIADB -> engine.create().url();
            };
            this.database = Services.dataSource(url);
            this.open = database.getConnection();
            Platform.create(open, Product.of(open));
            Platform.fill(open, Product.of(open), Fill.of(3, 450));
            this.filled = digests();
        }

        List<String> momentsOf(String... operation) {
            List<String> moments = new ArrayList<>();
            CrashProgram.run(database, storage, moments::add, operation);
            return moments;
        }

        void run(String... operation) {
            long start = System.nanoTime();
            momentsOf(operation);
            lastRunMillis = (System.nanoTime() - start) / 1_000_000;
        }

        void killAt(Moment moment, String... operation) throws Exception {
            try (ChildJvm child = child(moment.name(), moment.occurrence(), operation)) {
                assertThat(child.readLine()).isEqualTo(CrashProgram.STARTED);
                assertThat(child.readLine()).as("%s was reached", moment).isEqualTo(CrashProgram.REACHED);
                child.kill();
            }
            recover();
        }

        void killAtRandom(String... operation) throws Exception {
            try (ChildJvm child = child("", 0, operation)) {
                assertThat(child.readLine()).isEqualTo(CrashProgram.STARTED);
                LockSupport.parkNanos(random.nextLong(2 * Math.max(1, lastRunMillis)) * 1_000_000);
                child.kill();
            }
            recover();
        }

        private ChildJvm child(String moment, int occurrence, String... operation) throws Exception {
            open.close();
            List<String> arguments =
                    new ArrayList<>(List.of(Integer.toString(occurrence), moment, url, storage.toString()));
            arguments.addAll(List.of(operation));
            return ChildJvm.start(CrashProgram.class, List.of(), arguments);
        }

        private void recover() throws SQLException {
            open = database.getConnection();
            if (engine != Engine.H2) {
                awaitEndOfDeadSessions();
            }
        }

        /** A server takes a moment to notice that a client is gone. */
        private void awaitEndOfDeadSessions() throws SQLException {
            long patience = System.nanoTime() + 30_000_000_000L;
            String others = engine == Engine.POSTGRESQL
                    ? "select count(*) from pg_stat_activity where application_name = 'killed'"
                            + " and datname = current_database() and pid <> pg_backend_pid()"
                    : "select count(*) from information_schema.processlist"
                            + " where db = database() and id <> connection_id()";
            while (System.nanoTime() < patience) {
                try (Statement statement = open.createStatement();
                        ResultSet row = statement.executeQuery(others)) {
                    row.next();
                    if (row.getInt(1) == 0) {
                        return;
                    }
                }
                LockSupport.parkNanos(10_000_000);
            }
            throw new AssertionError("a killed process still has a session");
        }

        /** The backups there are, each valid, and beside them nothing but what a running export could have left. */
        Set<BackupId> backups() {
            DirectoryStorage opened = DirectoryStorage.open(storage);
            TenantBackupService service = Services.over(database, opened);
            assertThat(service.list().unreadable()).isEmpty();
            Set<BackupId> ids = new HashSet<>();
            for (BackupRecord backup : service.list().backups()) {
                ids.add(backup.id());
                if (validated.add(backup.id())) {
                    assertThat(service.validate(backup.id()).valid())
                            .as("%s", backup.id())
                            .isTrue();
                }
            }
            assertThat(BackupRepository.of(opened).strays())
                    .extracting(Stray::kind)
                    .isSubsetOf(Stray.Kind.UNFINISHED, Stray.Kind.ARCHIVE_WITHOUT_RECORD);
            return ids;
        }

        Map<String, Map<TableName, String>> digests() {
            return TenantDigest.ofAll(
                    JdbcTenantDatabase.of(database),
                    Services.over(database, DirectoryStorage.open(storage)).catalog());
        }

        Map<String, Map<TableName, String>> damage() throws SQLException {
            Damage.DELETE_MENU.apply(open, Product.of(open), 3);
            return digests();
        }

        @Override
        public void close() throws SQLException {
            open.close();
        }
    }
}
