// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small schema with every kind of ownership, and look-alike tenants in it. Column {@code owner} of each table says
 * whose a row really is; nothing but the tests looks at it.
 */
final class HardSchema {

    static final List<String> OWNED = List.of(
            "tenants",
            "menus",
            "items",
            "options",
            "assets",
            "seats",
            "reservations",
            "waitlist",
            "seat_allocations",
            "attachments",
            "blobs",
            "item_tags",
            "translations",
            "notes",
            "favourites",
            "settings",
            "setting_history",
            "legacy");

    private static final String OWNER = ", owner bigint)";

    private final TestDatabase database;

    private HardSchema(TestDatabase database) {
        this.database = database;
    }

    static HardSchema create(Engine engine) {
        TestDatabase database = engine.createLowerCase();
        database.run(
                "create table tenants (id bigint primary key, name varchar(50), active boolean, current_menu bigint"
                        + OWNER,
                "create table tags (id int primary key, code varchar(20) unique)",
                "create table migrations (version int primary key)",
                "create table blobs (id uuid primary key" + OWNER,
                "create table menus (id bigint primary key, tenant_id bigint not null references tenants,"
                        + " hero_asset bigint" + OWNER,
                "alter table tenants add foreign key (current_menu) references menus",
                "create table items (id bigint primary key, menu_id bigint not null references menus" + OWNER,
                "create table options (id bigint primary key, item_id bigint not null references items" + OWNER,
                "create table assets (id bigint primary key, tenant_id bigint references tenants,"
                        + " menu_id bigint references menus" + OWNER,
                "create table seats (id bigint primary key, tenant_id bigint not null references tenants" + OWNER,
                "create table reservations (id bigint primary key, tenant_id bigint not null references tenants"
                        + OWNER,
                "create table waitlist (id bigint primary key, tenant_id bigint not null references tenants" + OWNER,
                "create table seat_allocations (id bigint primary key, reservation_id bigint references reservations,"
                        + " waitlist_id bigint references waitlist, seat_id bigint references seats" + OWNER,
                "create table attachments (id bigint primary key, record_type varchar(20) not null,"
                        + " record_id bigint not null, blob_id uuid not null references blobs" + OWNER,
                "create table item_tags (item_id bigint references items, tag_id int references tags, owner bigint,"
                        + " primary key (item_id, tag_id))",
                "create table translations (item_id bigint references items, locale varchar(5), owner bigint,"
                        + " primary key (item_id, locale))",
                "create table notes (id bigint primary key, locale varchar(5) not null, item_id bigint not null,"
                        + " owner bigint, foreign key (item_id, locale) references translations)",
                "create table favourites (menu_id bigint references menus, item_id bigint references items" + OWNER,
                "create table settings (k varchar(40) primary key" + OWNER,
                "create table setting_history (id bigint primary key, k varchar(40) not null" + OWNER,
                "create table legacy (id bigint primary key, menu_ref varchar(20) not null" + OWNER,
                "insert into tags values (1, 'hot'), (2, 'vegan'), (3, 'unused')",
                "insert into migrations values (1)");
        return new HardSchema(database);
    }

    TestDatabase database() {
        return database;
    }

    /** Adds a tenant; its rows have keys of its number times 100 and on. */
    HardSchema tenant(int tenant) {
        int n = tenant * 100;
        String owner = ", " + tenant + ")";
        database.run(
                "insert into tenants values (" + tenant + ", 'Casa', " + (tenant != 3) + ", null" + owner,
                row("menus", n + 1, tenant, null, tenant),
                row("menus", n + 2, tenant, null, tenant),
                "update tenants set current_menu = " + (n + 2) + " where id = " + tenant,
                row("items", n + 1, n + 1, tenant),
                row("items", n + 2, n + 1, tenant),
                row("items", n + 3, n + 2, tenant),
                row("options", n + 1, n + 1, tenant),
                row("options", n + 2, n + 3, tenant),
                row("assets", n + 1, tenant, null, tenant),
                row("assets", n + 2, null, n + 1, tenant),
                row("assets", n + 3, tenant, n + 1, tenant),
                row("seats", n + 1, tenant, tenant),
                row("reservations", n + 1, tenant, tenant),
                row("waitlist", n + 1, tenant, tenant),
                row("seat_allocations", n + 1, n + 1, null, null, tenant),
                row("seat_allocations", n + 2, null, n + 1, null, tenant),
                row("seat_allocations", n + 3, null, null, n + 1, tenant),
                row("seat_allocations", n + 4, n + 1, n + 1, n + 1, tenant),
                row("blobs", uuid(n + 1), tenant),
                row("blobs", uuid(n + 2), tenant),
                row("attachments", n + 1, "'Menu'", n + 1, uuid(n + 1), tenant),
                row("attachments", n + 2, "'Item'", n + 1, uuid(n + 2), tenant),
                row("attachments", n + 3, "'Item'", n + 3, uuid(n + 2), tenant),
                row("item_tags", n + 1, 1, tenant),
                row("item_tags", n + 2, 1, tenant),
                row("item_tags", n + 2, 2, tenant),
                row("translations", n + 1, "'de'", tenant),
                row("translations", n + 1, "'en'", tenant),
                row("notes", n + 1, "'de'", n + 1, tenant),
                row("favourites", n + 1, null, tenant),
                row("favourites", null, n + 1, tenant),
                row("favourites", null, n + 1, tenant),
                row("settings", "'tenant:" + tenant + ":theme'", tenant),
                row("settings", "'tenant:" + tenant + ":tax'", tenant),
                row("setting_history", n + 1, "'tenant:" + tenant + ":tax'", tenant),
                row("legacy", n + 1, "'" + (n + 1) + "'", tenant),
                row("legacy", n + 2, "'" + (n + 2) + "'", tenant));
        return this;
    }

    /** Rows that are nobody's, in every table that allows for them. */
    HardSchema unowned() {
        database.run(
                row("assets", 1, null, null, null),
                row("seat_allocations", 1, null, null, null, null),
                row("blobs", uuid(1), null),
                row("settings", "'global'", null),
                row("legacy", 1, "'0'", null),
                row("legacy", 2, "''", null));
        return this;
    }

    static String row(String table, @Nullable Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(String.valueOf(value));
        }
        return "insert into " + table + " values (" + String.join(", ", texts) + ")";
    }

    static String uuid(int number) {
        return "'%08x-0000-0000-0000-000000000000'".formatted(number);
    }

    Catalog catalog() {
        DatabaseSchema schema = database.tenantDatabase().schema();
        List<CatalogTable> tables =
                schema.tables().stream().map(HardSchema::classified).toList();
        RootTable root = new RootTable(TableName.of("tenants"), "id", "name", "active", null);
        return new Catalog(schema, root, tables, Map.of(), List.of());
    }

    private static CatalogTable classified(TableSchema schema) {
        List<Reference> references = new ArrayList<>();
        for (ForeignKey key : schema.foreignKeys()) {
            references.add(new Reference(
                    key.name(), schema.name(), key.columns(), key.parent(), key.parentColumns(), null, true, Set.of()));
        }
        references.addAll(undeclared(schema.name().name()));
        return new CatalogTable(
                schema,
                ownership(schema.name().name(), references),
                references,
                List.of(),
                TableRule.REPLACE,
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static List<Reference> undeclared(String table) {
        return switch (table) {
            case "menus" -> List.of(undeclared(table, "hero_asset", "assets", "id", null, Set.of()));
            case "attachments" ->
                List.of(
                        undeclared(table, "record_id", "menus", "id", "Menu", Set.of()),
                        undeclared(table, "record_id", "items", "id", "Item", Set.of()));
            case "setting_history" -> List.of(undeclared(table, "k", "settings", "k", null, Set.of()));
            case "legacy" -> List.of(undeclared(table, "menu_ref", "menus", "id", null, Set.of("", "0")));
            default -> List.of();
        };
    }

    private static Reference undeclared(
            String table, String column, String parent, String parentColumn, @Nullable String type, Set<String> none) {
        return new Reference(
                table + "_" + column + "_" + parent,
                TableName.of(table),
                List.of(column),
                TableName.of(parent),
                List.of(parentColumn),
                type == null ? null : new Reference.Condition("record_type", type),
                false,
                none);
    }

    private static Ownership ownership(String table, List<Reference> references) {
        return switch (table) {
            case "tenants" -> new Ownership.Root("id");
            case "tags" -> new Ownership.Shared(List.of("code"));
            case "migrations" -> new Ownership.Excluded("migration history");
            case "menus", "seats", "reservations", "waitlist" -> new Ownership.ByColumn("tenant_id", List.of());
            case "assets" -> new Ownership.ByColumn("tenant_id", to(Set.of("menus"), references));
            case "attachments" -> new Ownership.ThroughReferences(to(Set.of("menus", "items"), references));
            case "favourites" -> new Ownership.ThroughReferences(to(Set.of("menus", "items"), references));
            case "item_tags" -> new Ownership.ThroughReferences(to(Set.of("items"), references));
            case "blobs" ->
                new Ownership.ReferredTo(List.of(new Reference(
                        "blob",
                        TableName.of("attachments"),
                        List.of("blob_id"),
                        TableName.of("blobs"),
                        List.of("id"),
                        null,
                        true,
                        Set.of())));
            case "settings" ->
                new Ownership.ByPredicate(
                        "settings.k like 'tenant:' || cast(:tenant as varchar(20)) || ':%' -- not ':tenant' itself");
            default -> new Ownership.ThroughReferences(references);
        };
    }

    private static List<Reference> to(Set<String> parents, List<Reference> references) {
        return references.stream()
                .filter(reference -> parents.contains(reference.parent().name()))
                .toList();
    }
}
