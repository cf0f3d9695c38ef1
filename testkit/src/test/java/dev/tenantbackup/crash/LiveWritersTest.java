// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports of a tenant whose rows never stand still: each must show one moment, and not tables of several moments. */
class LiveWritersTest {

    /** Exports that moves fell into: the others prove nothing. */
    private static final int EXPORTS = Tier.pick(10, 100);

    /** A short export may fall between two moves, and then another is made: at most so many for each that counts. */
    private static final int PATIENCE = 20;

    private static final TenantId TENANT = TenantId.of(2);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyBackupKeepsWhatTheWritersKeep(Engine engine) throws SQLException {
        DataSource database = filled(engine);
        Readers readers = new Readers();
        TenantBackupService service =
                Services.over(WatchedDataSource.of(database, readers), DirectoryStorage.open(directory));
        BigDecimal total = money(service.exportTenant(TENANT)).total();
        Set<Money> seen = new HashSet<>();
        int disturbed = 0;

        try (MoneyMover one = MoneyMover.start(database, 2, 1);
                MoneyMover other = MoneyMover.start(database, 2, 2)) {
            for (int i = 0; disturbed < EXPORTS && i < PATIENCE * EXPORTS; i++) {
                long before = one.moves() + other.moves();
                Money money = money(service.exportTenant(TENANT, ExportOptions.DEFAULTS.withParallelReaders(2)));
                assertThat(money.total()).as("backup %s", i).isEqualByComparingTo(total);
                if (one.moves() + other.moves() > before) {
                    disturbed++;
                }
                seen.add(money);
            }
        }

        assertThat(disturbed).as("exports with moves meanwhile").isEqualTo(EXPORTS);
        // money wanders to and fro, so that two moments may look alike
        assertThat(seen).as("different moments").hasSizeGreaterThan(1);
        assertThat(readers.most.get()).as("connections at once").isEqualTo(engine == Engine.POSTGRESQL ? 2 : 1);
    }

    @Test
    void tornBackupWouldBeNoticed() throws SQLException {
        DataSource database = filled(Engine.H2);
        TenantBackupService service = Services.over(database, DirectoryStorage.open(directory));
        BackupInfo first = service.exportTenant(TENANT);
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute("update orders set tip = tip + 5 where id ="
                            + " (select min(id) from orders where restaurant_id = 2)");
            connection
                    .createStatement()
                    .execute("update store_credits set balance = balance - 5 where id ="
                            + " (select min(id) from store_credits where restaurant_id = 2 and balance >= 5)");
        }
        BackupInfo second = service.exportTenant(TENANT);

        try (ArchiveReader before = ArchiveReader.open(Path.of(first.location()));
                ArchiveReader after = ArchiveReader.open(Path.of(second.location()))) {
            BigDecimal total = Money.in(before).total();
            assertThat(Money.in(after).total()).isEqualByComparingTo(total);
            assertThat(Money.in(after)).isNotEqualTo(Money.in(before));
            assertThat(Money.in(before, after).total()).isEqualByComparingTo(total.subtract(BigDecimal.valueOf(5)));
            assertThat(Money.in(after, before).total()).isEqualByComparingTo(total.add(BigDecimal.valueOf(5)));
        }
    }

    private static Money money(BackupInfo backup) {
        try (ArchiveReader archive = ArchiveReader.open(Path.of(backup.location()))) {
            return Money.in(archive);
        }
    }

    private static DataSource filled(Engine engine) throws SQLException {
        TestDatabase database = engine.create();
        try (Connection connection = database.dataSource().getConnection()) {
            Platform.create(connection, Product.of(connection));
            Platform.fill(connection, Product.of(connection), Fill.of(3, 1_000));
        }
        return database.dataSource();
    }

    /** Counts connections that are out at once. */
    private static final class Readers implements WatchedDataSource.Watcher {

        private final AtomicInteger out = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void before(Call call) {
            if (call.kind() == Kind.CLOSE) {
                out.decrementAndGet();
            }
        }

        @Override
        public void after(Call call) {
            if (call.kind() == Kind.OPEN) {
                most.accumulateAndGet(out.incrementAndGet(), Math::max);
            }
        }
    }
}
