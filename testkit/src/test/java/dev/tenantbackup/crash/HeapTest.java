// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A large tenant goes every way there is, and the heap stays as small whatever the size. Not on
 * H2: it holds its data, and the results of its queries, in the JVM that it runs in.
 *
 * <p>The system property {@code tenantbackup.heapRows} gives the tenant another size, 10,000,000 rows for one.
 */
class HeapTest {

    private static final Integer ROWS_ON_DEMAND = Integer.getInteger("tenantbackup.heapRows");
    private static final int HEAP_MEGABYTES = 32;
    private static final TenantId TENANT = TenantId.of(1);

    private static final String DAMAGE =
            "update orders set tip = tip + 1 where restaurant_id = 1 and mod(order_number, 100) = 7";

    @TempDir
    private Path directory;

    static Stream<Arguments> serversAndSizes() {
        List<Integer> sizes = ROWS_ON_DEMAND != null
                ? List.of(ROWS_ON_DEMAND)
                : Tier.isThorough() ? List.of(10_000, 100_000, 1_000_000) : List.of(30_000);
        return Tier.engines()
                .filter(engine -> engine != Engine.H2)
                .flatMap(engine -> sizes.stream().map(rows -> Arguments.of(engine, rows)));
    }

    @ParameterizedTest
    @MethodSource("serversAndSizes")
    void everyOperationWorksInASmallHeap(Engine engine, int rows)
            throws IOException, InterruptedException, SQLException {
        TestDatabase database = engine.create();
        try (Connection connection = database.dataSource().getConnection()) {
            Platform.create(connection, Product.of(connection));
            Platform.fill(connection, Product.of(connection), Fill.of(2, 1_000).withBigTenant(1, rows));
        }
        Map<String, Map<TableName, String>> before = digests(database);
        assertThat(rows(before.get("1"))).isGreaterThan(rows * 9L / 10);

        String backup = run("export", database, "export", TENANT.value());
        assertThat(run("validate", database, "validate", backup)).isEqualTo("true");
        assertThat(run("diff", database, "diff", backup)).isEqualTo("0");

        database.execute(DAMAGE);
        assertThat(digests(database)).isNotEqualTo(before);
        run("restore in place", database, "into", backup, TENANT.value());
        assertThat(digests(database)).isEqualTo(before);

        try (Connection connection = database.dataSource().getConnection()) {
            TenantRemoval.remove(connection, 1);
        }
        assertThat(digests(database)).containsOnlyKeys("2").containsEntry("2", before.get("2"));
        run("restore of a deleted tenant", database, "into", backup, TENANT.value());
        assertThat(digests(database)).isEqualTo(before);

        String copy = run("restore as new tenant", database, "new", backup, "Casa Nueva");
        String clone = run("clone", database, "clone", TENANT.value(), "Casa Nostra");
        Map<String, Map<TableName, String>> after = digests(database);
        assertThat(counts(after.remove(copy))).isEqualTo(counts(before.get("1")));
        assertThat(counts(after.remove(clone))).isEqualTo(counts(before.get("1")));
        assertThat(after).isEqualTo(before);
    }

    private String run(String what, TestDatabase database, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(database.url(), directory.toString()));
        all.addAll(List.of(arguments));
        try (ChildJvm jvm = ChildJvm.start(
                HeapProgram.class, List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError"), all)) {
            List<String> lines = jvm.readAll();
            assertThat(jvm.exitCode()).as(what).isZero();
            assertThat(lines).hasSize(3);
            System.out.println(what + " on " + database.engine() + " with a heap of " + HEAP_MEGABYTES + " MB: "
                    + lines.get(1) + " s, at most " + lines.get(2) + " MB in use");
            return lines.get(0);
        }
    }

    /** Of all tables but queues, which a restore does not fill again. */
    private Map<String, Map<TableName, String>> digests(TestDatabase database) {
        TenantBackupService service = Services.over(database.dataSource(), DirectoryStorage.open(directory));
        Catalog catalog = service.catalog();
        Map<String, Map<TableName, String>> all =
                TenantDigest.ofAll(JdbcTenantDatabase.of(database.dataSource()), catalog);
        all.values()
                .forEach(tables ->
                        tables.keySet().removeIf(table -> catalog.table(table).rule() == TableRule.QUEUE));
        return all;
    }

    private static Map<TableName, Long> counts(Map<TableName, String> digests) {
        Map<TableName, Long> counts = new TreeMap<>();
        digests.forEach((table, digest) -> counts.put(table, Long.valueOf(digest.substring(0, digest.indexOf(':')))));
        return counts;
    }

    private static long rows(Map<TableName, String> digests) {
        return counts(digests).values().stream().mapToLong(Long::longValue).sum();
    }
}
