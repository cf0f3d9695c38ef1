// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One schema with rows of several tenants, and a service over it: all of it follows from the seed. */
final class Round implements AutoCloseable {

    private final Engine engine;
    private final Random random;
    private final AtomicLong counter;
    private final RandomSchema schema;
    private final List<String> tenants;
    private final RandomDatabase database;
    private final MemoryStorage storage = new MemoryStorage();
    private final TenantBackupService service;
    private final List<RandomDatabase> further = new ArrayList<>();

    Round(Engine engine, long seed) {
        this.engine = engine;
        this.random = new Random(seed);
        this.counter = new AtomicLong(random.nextInt(3) - 1L);
        this.schema = SchemaMaker.make(random);
        RowMaker rows = new RowMaker(schema, random, counter);
        this.tenants = rows.tenants();
        Contents contents = Contents.empty(schema);
        rows.fillShared(contents);
        long look = random.nextLong();
        for (String tenant : tenants) {
            boolean alike = random.nextInt(3) > 0;
            new RowMaker(schema, new Random(alike ? look : random.nextLong()), counter).fill(tenant, contents);
        }
        this.database = RandomDatabase.create(schema, engine, contents);
        this.service = service(database);
    }

    private TenantBackupService service(RandomDatabase over) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(over.dataSource()))
                .catalog(DeclaredCatalog.of(schema.declarations()))
                .storage(storage)
                .build();
    }

    RandomSchema schema() {
        return schema;
    }

    /** The tenant that things happen to; all others are bystanders. */
    String tenant() {
        return tenants.get(tenants.size() / 2);
    }

    TenantBackupService service() {
        return service;
    }

    MemoryStorage storage() {
        return storage;
    }

    Contents contents() {
        return database.contents();
    }

    /** The tenant's rows among others. */
    Contents own(Contents all) {
        return new Owners(schema, all).rowsOf(tenant());
    }

    /** Another tenant. */
    String other() {
        return tenants.get(tenants.size() / 2 - 1);
    }

    /** Whether rows have a value that no second row may have and that nobody has a rule for. */
    boolean hasStuckValues(Contents own) {
        return schema.tables().stream()
                .anyMatch(table -> table.columns().stream()
                        .filter(column -> column.copy() == RandomColumn.Copy.STUCK)
                        .anyMatch(column ->
                                own.of(table.name()).stream().anyMatch(row -> row.get(column.name()) != null)));
    }

    void assertRows(String when, Contents expected) {
        assertThat(contents().sorted()).as("all rows " + when).isEqualTo(expected.sorted());
    }

    void damage() {
        new Damage(schema, database, tenant(), random, counter).inflict();
    }

    /** A database with these rows, of the same kind, and a service over it that shares the backups. */
    Elsewhere elsewhere(Contents rows) {
        RandomDatabase other = RandomDatabase.create(schema, engine, rows);
        further.add(other);
        return new Elsewhere(other, service(other));
    }

    /** Everything that was run on the database, to be run again by hand. */
    String script() {
        return String.join(";\n", database.script()) + ";\n";
    }

    @Override
    public void close() {
        database.close();
        further.forEach(RandomDatabase::close);
    }

    record Elsewhere(RandomDatabase database, TenantBackupService service) {}
}
