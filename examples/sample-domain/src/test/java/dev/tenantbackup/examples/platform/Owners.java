// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import dev.tenantbackup.examples.platform.area.Areas;
import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose a row is, read from its keys: with T tenants, a numbered id modulo T + 1 is the tenant's number. This knows how
 * the generator numbers rows and nothing of the references that are to be checked.
 */
final class Owners {

    private static final Set<String> NOBODYS = Set.of("schema_migrations", "countries", "allergens", "plans", "blobs");
    private static final Map<String, String> NUMBERED_BY = Map.of(
            "order_lines", "order_id",
            "item_allergens", "menu_item_id",
            "item_tags", "menu_item_id",
            "item_pairings", "item_id",
            "refund_line_taxes", "refund_line_id",
            "event_tickets", "event_id",
            "web_sessions", "user_id",
            "fundraiser_order_items", "fundraiser_order_id");

    private Owners() {}

    static List<Table> ownedTables() {
        return Areas.schema().tables().stream()
                .filter(table -> !NOBODYS.contains(table.name()))
                .toList();
    }

    static boolean isOwned(String table) {
        return !NOBODYS.contains(table);
    }

    /** SQL for the number of the tenant that a row belongs to. */
    static String of(Table table, String alias, int tenants) {
        boolean hasTenantColumn = table.columns().stream()
                .anyMatch(column -> column.name().equals("restaurant_id") && !column.nullable());
        return hasTenantColumn
                ? alias + ".restaurant_id"
                : "(" + alias + "." + NUMBERED_BY.getOrDefault(table.name(), "id") + " % " + (tenants + 1) + ")";
    }
}
