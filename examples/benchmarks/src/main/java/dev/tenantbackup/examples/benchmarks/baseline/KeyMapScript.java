// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ReferenceShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements by which somebody would copy a tenant by hand: a temporary table of old and new keys for each table with
 * a key of its own, then one INSERT … SELECT for each table, in which every reference is looked up in these maps. References
 * that no foreign key declares are among them; ids inside documents, lists and texts are not.
 */
final class KeyMapScript {

    /** References that no foreign key declares. */
    private static final Map<String, String> UNDECLARED = Map.of(
            "stock_audits.menu_item_id", "menu_items",
            "audit_logs.actor_user_id", "users",
            "tenant_events.actor_user_id", "users",
            "event_tickets.promo_code", "promo_codes");

    /** References to several tables, by the type that stands beside them. */
    private static final Map<String, Map<String, String>> BY_TYPE = Map.of(
            "attachments.record_id",
            Map.of("Location", "locations", "MenuItem", "menu_items", "Merchandise", "merchandise", "Order", "orders"),
            "audit_logs.record_id",
            Map.of("MenuItem", "menu_items", "Order", "orders", "Reservation", "reservations"));

    /** Texts that no two rows of the whole table share. */
    private static final Set<String> UNIQUE_TEXTS = Set.of(
            "restaurants.subdomain",
            "restaurants.api_token",
            "order_payments.provider_ref",
            "event_tickets.token",
            "fundraiser_participants.share_token");

    private final SchemaShape schema;
    private final Bulk bulk;
    private final long tenant;

    KeyMapScript(SchemaShape schema, Bulk bulk, long tenant) {
        this.schema = schema;
        this.bulk = bulk;
        this.tenant = tenant;
    }

    static String mapName(String table) {
        return "map_" + table;
    }

    /** The statements in their order, for one transaction. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (TableShape table : schema.tables()) {
            if (ownKey(table).isPresent()) {
                statements.addAll(bulk.keyMap(mapName(table.name()), table, TenantRows.of(table.name(), tenant)));
            }
        }
        schema.tables().forEach(table -> statements.add(insert(table)));
        schema.tables().forEach(table -> closeCycles(table, statements));
        return statements;
    }

    private String insert(TableShape table) {
        Set<String> joins = new LinkedHashSet<>();
        String values = table.columns().stream()
                .map(column -> isLater(table, column) ? "NULL" : value(table, column, joins))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.name() + " (" + bulk.quoted(table.columnNames()) + ")" + bulk.overriding()
                + " SELECT " + values + " FROM (SELECT * FROM " + table.name() + " WHERE "
                + TenantRows.of(table.name(), tenant) + bulk.parentsFirst(table) + ") t"
                + String.join("", joins);
    }

    private String value(TableShape table, ColumnShape column, Set<String> joins) {
        String name = table.name() + "." + column.name();
        String old = "t." + bulk.quoted(column.name());
        if (BY_TYPE.containsKey(name)) {
            return byType(column, old, BY_TYPE.get(name), joins);
        }
        if (UNIQUE_TEXTS.contains(name)) {
            return "md5(concat(" + old + ", 'clone'))";
        }
        if (name.equals("users.email")) {
            return "concat(md5(concat(" + old + ", 'clone')), '@example.com')";
        }
        String undeclared = UNDECLARED.get(name);
        if (undeclared != null) {
            return "coalesce(" + joined(undeclared, column, old, joins) + ", " + old + ")";
        }
        return mappedBy(table, column.name())
                .map(target -> joined(target, column, old, joins))
                .orElse(old);
    }

    /** Joins a map on an old key, under a name of its own for each column. */
    private static String joined(String target, ColumnShape column, String old, Set<String> joins) {
        String alias = "m_" + column.name() + "_" + target;
        joins.add(" LEFT JOIN " + mapName(target) + " " + alias + " ON " + alias + ".old_key = " + old);
        return alias + ".new_key";
    }

    private String byType(ColumnShape column, String old, Map<String, String> targets, Set<String> joins) {
        StringBuilder value = new StringBuilder("CASE t.record_type");
        targets.forEach((type, target) -> {
            String castType = bulk.castType(schema.table(target).column("id"));
            String key = "CASE WHEN t.record_type = '" + type + "' THEN CAST(" + old + " AS " + castType + ") END";
            String found = joined(target, column, key, joins);
            value.append(" WHEN '" + type + "' THEN " + bulk.castTo(column, found));
        });
        return value.append(" END").toString();
    }

    /** The table whose keys a column holds, if new ones are made for it. */
    private Optional<String> mappedBy(TableShape table, String column) {
        if (ownKey(table).filter(column::equals).isPresent()) {
            return Optional.of(table.name());
        }
        return table.referenceOf(column)
                .filter(reference -> isTenants(reference.target()))
                .flatMap(reference -> mappedBy(schema.table(reference.target()), reference.targetOf(column)));
    }

    private boolean isTenants(String table) {
        return schema.tables().stream().anyMatch(each -> each.name().equals(table));
    }

    /** The key column that new values are made for: the only one of its key, and no reference itself. */
    private static Optional<String> ownKey(TableShape table) {
        return table.primaryKey().size() == 1
                ? Optional.of(table.primaryKey().get(0))
                        .filter(key -> table.referenceOf(key).isEmpty())
                : Optional.empty();
    }

    private boolean isLater(TableShape table, ColumnShape column) {
        return table.references().stream()
                .filter(reference -> reference.columns().contains(column.name()))
                .map(ReferenceShape::target)
                .anyMatch(target -> !target.equals(table.name()) && schema.isLater(target, table.name()));
    }

    private void closeCycles(TableShape table, List<String> statements) {
        for (ColumnShape column : table.columns()) {
            if (isLater(table, column)) {
                String target = mappedBy(table, column.name()).orElseThrow();
                statements.add("UPDATE " + table.name() + " SET " + column.name() + " = (SELECT m.new_key FROM "
                        + mapName(table.name()) + " k JOIN " + table.name() + " o ON o.id = k.old_key JOIN "
                        + mapName(target) + " m ON m.old_key = o." + column.name() + " WHERE k.new_key = "
                        + table.name() + ".id) WHERE id IN (SELECT new_key FROM " + mapName(table.name()) + ")");
            }
        }
    }
}
