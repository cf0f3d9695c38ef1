// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import dev.tenantbackup.examples.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rows of each table are a tenant's, as somebody would write it by hand who knows the platform. */
public final class TenantRows {

    /** Tables of which no row goes into a backup: those that all tenants share, and those that nobody wants back. */
    private static final Set<String> LEFT_OUT =
            Set.of("schema_migrations", "countries", "allergens", "plans", "web_sessions");

    /** The table whose rows are archived but not made again: nobody shall get yesterday's mail. */
    static final String QUEUE = "notifications";

    private static final Map<String, Parent> PARENTS = Map.ofEntries(
            Map.entry("menu_schedules", new Parent("menu_id", "menus", "id")),
            Map.entry("menu_categories", new Parent("menu_id", "menus", "id")),
            Map.entry("option_groups", new Parent("menu_item_id", "menu_items", "id")),
            Map.entry("options", new Parent("option_group_id", "option_groups", "id")),
            Map.entry("item_allergens", new Parent("menu_item_id", "menu_items", "id")),
            Map.entry("item_tags", new Parent("menu_item_id", "menu_items", "id")),
            Map.entry("item_pairings", new Parent("item_id", "menu_items", "id")),
            Map.entry("order_lines", new Parent("order_id", "orders", "id")),
            Map.entry("line_modifiers", new Parent("order_id", "orders", "id")),
            Map.entry("order_payments", new Parent("order_id", "orders", "id")),
            Map.entry("refunds", new Parent("payment_id", "order_payments", "id")),
            Map.entry("refund_lines", new Parent("refund_id", "refunds", "id")),
            Map.entry("refund_line_taxes", new Parent("refund_line_id", "refund_lines", "id")),
            Map.entry("store_credit_entries", new Parent("store_credit_id", "store_credits", "id")),
            Map.entry("seat_sections", new Parent("layout_id", "layouts", "id")),
            Map.entry("seats", new Parent("seat_section_id", "seat_sections", "id")),
            Map.entry("event_tickets", new Parent("event_id", "events", "id")),
            Map.entry("merchandise_variants", new Parent("merchandise_id", "merchandise", "id")),
            Map.entry("fundraiser_participants", new Parent("fundraiser_id", "fundraisers", "id")),
            Map.entry("fundraiser_orders", new Parent("participant_id", "fundraiser_participants", "id")),
            Map.entry("fundraiser_order_items", new Parent("fundraiser_order_id", "fundraiser_orders", "id")));

    private TenantRows() {}

    /** The tables that hold tenants' rows, each after those that it refers to. */
    public static List<String> tables() {
        return Platform.tables().stream()
                .filter(table -> !LEFT_OUT.contains(table))
                .toList();
    }

    /** The condition by which a table's rows are the tenant's. */
    public static String of(String table, long tenant) {
        return switch (table) {
            case "restaurants" -> "id = " + tenant;
            case "users" ->
                "id IN (SELECT id FROM users WHERE restaurant_id = " + tenant
                        + " UNION ALL SELECT u.id FROM users u JOIN locations l ON u.home_location_id = l.id"
                        + " WHERE u.restaurant_id IS NULL AND l.restaurant_id = " + tenant + ")";
            case "seat_allocations" ->
                "id IN (SELECT id FROM seat_allocations WHERE reservation_id IN"
                        + keys("reservations", "id", tenant)
                        + " UNION SELECT id FROM seat_allocations WHERE waitlist_entry_id IN"
                        + keys("waitlist_entries", "id", tenant)
                        + " UNION SELECT id FROM seat_allocations WHERE seat_id IN" + keys("seats", "id", tenant) + ")";
            case "attachments" ->
                "(" + attachedTo("Location", "locations", tenant) + " OR "
                        + attachedTo("MenuItem", "menu_items", tenant) + " OR "
                        + attachedTo("Merchandise", "merchandise", tenant) + " OR "
                        + attachedTo("Order", "orders", tenant)
                        + ")";
            case "blobs" -> "id IN" + keys("attachments", "blob_id", tenant);
            default -> {
                Parent parent = PARENTS.get(table);
                yield parent == null
                        ? "restaurant_id = " + tenant
                        : parent.column() + " IN" + keys(parent.table(), parent.key(), tenant);
            }
        };
    }

    private static String keys(String table, String key, long tenant) {
        return " (SELECT " + key + " FROM " + table + " WHERE " + of(table, tenant) + ")";
    }

    private static String attachedTo(String type, String table, long tenant) {
        return "record_type = '" + type + "' AND record_id IN" + keys(table, "id", tenant);
    }

    private record Parent(String column, String table, String key) {}
}
