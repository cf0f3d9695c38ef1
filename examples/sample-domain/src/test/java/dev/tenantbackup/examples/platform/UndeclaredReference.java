// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of one table inside a column of another, without a foreign key.
 *
 * @param column the column to read, with a condition where only some rows count
 * @param table the table that holds it
 * @param condition which rows count
 * @param ids finds the ids in the column's text, as group 1
 * @param target the table referred to
 */
record UndeclaredReference(String table, String column, String condition, Pattern ids, String target) {

    private static final String ANY = "1 = 1";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)");
    private static final Pattern NUMBERS_BUT_ZERO = Pattern.compile("\\b([1-9]\\d*)");

    static final List<UndeclaredReference> ALL = List.of(
            new UndeclaredReference("stock_audits", "menu_item_id", ANY, NUMBERS_BUT_ZERO, "menu_items"),
            new UndeclaredReference("tenant_events", "actor_user_id", ANY, NUMBERS_BUT_ZERO, "users"),
            new UndeclaredReference("audit_logs", "actor_user_id", ANY, NUMBERS, "users"),
            new UndeclaredReference("audit_logs", "record_id", "record_type = 'MenuItem'", NUMBERS, "menu_items"),
            new UndeclaredReference("audit_logs", "record_id", "record_type = 'Order'", NUMBERS, "orders"),
            new UndeclaredReference("attachments", "record_id", "record_type = 'MenuItem'", NUMBERS, "menu_items"),
            new UndeclaredReference("attachments", "record_id", "record_type = 'Order'", NUMBERS, "orders"),
            new UndeclaredReference("attachments", "record_id", "record_type = 'Merchandise'", NUMBERS, "merchandise"),
            new UndeclaredReference("attachments", "record_id", "record_type = 'Location'", NUMBERS, "locations"),
            new UndeclaredReference("discounts", "menu_item_ids", ANY, NUMBERS, "menu_items"),
            new UndeclaredReference("promo_codes", "item_ids", ANY, NUMBERS, "menu_items"),
            new UndeclaredReference("notifications", "link", ANY, NUMBERS, "orders"),
            inJson("notifications", "payload", "order_id", "orders"),
            new UndeclaredReference(
                    "notifications", "payload", ANY, Pattern.compile("\"id\"\\s*:\\s*(\\d+)"), "customers"),
            inJson("orders", "items", "menu_item_id", "menu_items"),
            inJson("orders", "items", "option_id", "options"),
            inJson("menu_items", "attributes", "pairs_with", "menu_items"),
            inJson("restaurants", "settings", "default_location_id", "locations"),
            inJson("layouts", "drawing", "section_id", "seat_sections"),
            inJson("tenant_events", "data", "menu_id", "menus"));

    private static UndeclaredReference inJson(String table, String column, String key, String target) {
        Pattern ids = Pattern.compile("\"" + key + "\"\\s*:\\s*\\[?(\\d+)");
        return new UndeclaredReference(table, column, ANY, ids, target);
    }

    /** Finds at least one id, and that each belongs to a row of the same tenant. */
    void check(Connection connection, int tenants) throws SQLException {
        Set<Long> known = new HashSet<>();
        int found = 0;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id FROM " + target)) {
                while (rows.next()) {
                    known.add(rows.getLong(1));
                }
            }
            String owner = table.equals("restaurants") || table.equals("attachments")
                    ? "id % " + (tenants + 1)
                    : "restaurant_id";
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + column + ", " + owner + " FROM " + table + " WHERE " + condition)) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    Matcher matcher = ids.matcher(text == null ? "" : text);
                    while (matcher.find()) {
                        long id = Long.parseLong(matcher.group(1));
                        assertThat(known).as("%s.%s", table, column).contains(id);
                        assertThat(id % (tenants + 1))
                                .as("%s.%s", table, column)
                                .isEqualTo(rows.getLong(2));
                        found++;
                    }
                }
            }
        }
        assertThat(found).as("%s.%s", table, column).isPositive();
    }
}
