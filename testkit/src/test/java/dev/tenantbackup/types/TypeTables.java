// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A database with one table per type, and a service over it. */
final class TypeTables {

    /** What a PostgreSQL connection comes with must not matter. */
    private static final List<String> ODD_SETTINGS = List.of(
            "timezone = 'Europe/Berlin'",
            "datestyle = 'German'",
            "intervalstyle = 'iso_8601'",
            "bytea_output = 'escape'",
            "extra_float_digits = 0",
            "xmloption = 'document'");

    private final Engine engine;
    private final HostDatabase host;
    private final Layout layout;
    private final TypeList types;

    private TypeTables(Engine engine, Layout layout, BackupStorage storage) {
        this.engine = engine;
        this.host = HostDatabase.withoutTenants(engine, storage);
        this.layout = layout;
        this.types = layout.types(engine);
    }

    /** With two tenants, 1 and 2, that have the same values. */
    static TypeTables filled(Engine engine, Layout layout) {
        TypeTables tables = empty(engine, layout);
        List<String> statements = new ArrayList<>(List.of("insert into tenants (name) values ('Casa'), ('Casa')"));
        tables.forEach((table, type) -> {
            for (String tenant : List.of("1", "2")) {
                statements.addAll(inserts(table, tenant, layout.rows(type)));
            }
        });
        tables.host.run(statements);
        return tables;
    }

    static TypeTables empty(Engine engine, Layout layout) {
        return empty(engine, layout, new MemoryStorage());
    }

    /** Without rows, beside backups that were made elsewhere. */
    static TypeTables empty(Engine engine, Layout layout, BackupStorage storage) {
        TypeTables tables = new TypeTables(engine, layout, storage);
        List<String> statements = new ArrayList<>(tables.types.setup());
        tables.forEach((table, type) -> statements.add("create table " + table
                + " (tenant_id integer not null references tenants (id), " + layout.columns(type.type()) + ")"));
        tables.host.run(statements);
        if (engine == Engine.POSTGRESQL) {
            tables.host.run(ODD_SETTINGS.stream()
                    .map(setting -> "do $$ begin execute format('alter database %I set " + setting.replace("'", "''")
                            + "', current_database()); end $$")
                    .toList());
        }
        return tables;
    }

    TenantBackupService service() {
        return host.service();
    }

    BackupStorage storage() {
        return host.storage();
    }

    /** The name of a type's table, as the catalog spells it. */
    TableName table(TypeCase type) {
        String name = plainName(types.cases().indexOf(type));
        return TableName.of(engine == Engine.H2 ? name.toUpperCase(Locale.ROOT) : name);
    }

    /** A row of kind {@link Layout#DATA} as it stands in an archive, without the tenant's id. */
    String archivedRow(int key, String value) {
        return engine == Engine.H2
                ? "{\"K\":" + key + ",\"V\":" + value + "}"
                : "{\"k\":" + key + ",\"v\":" + value + "}";
    }

    /** The column of that type, as the library sees it. */
    Column column(TypeCase type) {
        return JdbcTenantDatabase.of(host.dataSource())
                .schema()
                .table(table(type))
                .storedColumns()
                .get(2);
    }

    /** Has an accident befall a tenant's rows in every table. */
    void damage(TenantId tenant) {
        List<String> statements = new ArrayList<>();
        forEach((table, type) -> {
            statements.add("delete from " + table + " where tenant_id = " + tenant);
            statements.addAll(inserts(table, tenant.value(), layout.damagedRows(type)));
        });
        host.run(statements);
    }

    /** A tenant's rows by type, as an independent witness reads them. */
    Map<String, List<String>> witnessed(TenantId tenant) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (Connection connection = host.dataSource().getConnection()) {
            Witness witness = new Witness(connection, engine);
            for (int i = 0; i < types.cases().size(); i++) {
                rows.put(types.cases().get(i).type(), witness.rows(plainName(i), tenant.value()));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What a backup holds by type: the text of the entry, the tenant's id taken out. */
    Map<String, String> archived(BackupId backup) {
        Map<String, String> all = host.archived(backup);
        Map<String, String> entries = new LinkedHashMap<>();
        forEach((table, type) -> {
            String entry = Objects.requireNonNull(all.get("tables/" + table + ".json"), table);
            entries.put(type.type(), entry.replaceAll("(?mi)^\\{\"tenant_id\":[0-9]+,", "{"));
        });
        return entries;
    }

    Layout layout() {
        return layout;
    }

    List<TypeCase> cases() {
        return types.cases();
    }

    private static List<String> inserts(String table, String tenant, List<String> rows) {
        return rows.stream()
                .map(row -> "insert into " + table + " (tenant_id, k, v) values (" + tenant + ", " + row + ")")
                .toList();
    }

    private static String plainName(int number) {
        return String.format("typed_%03d", number);
    }

    private void forEach(TableWork work) {
        for (int i = 0; i < types.cases().size(); i++) {
            work.with(plainName(i), types.cases().get(i));
        }
    }

    private interface TableWork {
        void with(String table, TypeCase type);
    }
}
