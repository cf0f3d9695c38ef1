// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import dev.tenantbackup.examples.benchmarks.baseline.Bulk;
import dev.tenantbackup.examples.benchmarks.baseline.EmptyDatabase;
import dev.tenantbackup.examples.benchmarks.baseline.TextSize;
import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.Crowd;
import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.Sizes;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The databases of one product that works run on. */
final class Setting implements AutoCloseable {

    private final Sizes sizes;
    private final Path folder;
    private final Bulk bulk;
    private final BenchmarkDatabase database;
    private final SchemaShape schema;
    private final PrintStream progress;
    private @Nullable EmptyDatabase empty;
    private @Nullable Setting crowded;

    private Setting(
            Sizes sizes, Path folder, Bulk bulk, BenchmarkDatabase database, SchemaShape schema, PrintStream progress) {
        this.progress = progress;
        this.sizes = sizes;
        this.folder = folder;
        this.bulk = bulk;
        this.database = database;
        this.schema = schema;
    }

    /**
     * Starts a server and fills a database.
     *
     * @param folder an existing folder for backups and files
     * @param progress is told where the database is
     */
    static Setting create(Product product, Sizes sizes, Path folder, PrintStream progress) throws SQLException {
        Bulk bulk = Bulk.of(product);
        BenchmarkDatabase database = BenchmarkDatabase.create(product);
        bulk.tune(database);
        progress.println("filling " + database.url() + " with " + sizes);
        database.fill(sizes);
        bulk.tidy(database);
        try (Connection connection = database.connect()) {
            return new Setting(sizes, folder, bulk, database, SchemaShape.read(connection), progress);
        }
    }

    Bulk bulk() {
        return bulk;
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    /** The database without tenants; made when it is first asked for. */
    EmptyDatabase empty() throws SQLException, IOException {
        if (empty == null) {
            empty = EmptyDatabase.beside(database, bulk);
        }
        return empty;
    }

    /** The tenant of a million rows. */
    Subject big() throws SQLException, IOException {
        return subject(sizes.bigTenant());
    }

    /** A tenant with half as many rows. */
    Subject half() throws SQLException, IOException {
        return subject(sizes.halfTenant());
    }

    /** The same with twice as many small tenants; made when it is first asked for. */
    Setting crowded() throws SQLException {
        if (crowded == null) {
            crowded = create(database.product(), sizes.withTwiceTheSmallTenants(), folder, progress);
        }
        return crowded;
    }

    /** The product and its version. */
    String product() throws SQLException {
        return database.version();
    }

    /** A tenant to warm up with. */
    Subject medium() throws SQLException, IOException {
        return subject(sizes.mediumTenant());
    }

    Crowd crowd() throws SQLException, IOException {
        List<Long> tenants = sizes.smallTenantIds().boxed().toList();
        Subject one = subject(tenants.get(0));
        return new Crowd(database, schema, tenants, one.outcome(0));
    }

    private Subject subject(long tenant) throws SQLException, IOException {
        Map<String, Long> generated = Platform.rowsPerTable(sizes.fill(), (int) tenant);
        Map<String, Long> counts = new LinkedHashMap<>();
        TenantRows.tables().forEach(table -> counts.put(table, generated.get(table)));
        Subject subject = new Subject(database, schema, tenant, counts, TextSize.of(database, schema, bulk, tenant));
        subject.requireSameCounts(database, tenant);
        return subject;
    }

    @Override
    public void close() {
        if (empty != null) {
            empty.close();
        }
        if (crowded != null) {
            crowded.close();
        }
        database.close();
    }
}
