// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Accidents that happen to one tenant. Each is repeatable: the same damage to the same rows has the same toll. No row of
 * another tenant is touched.
 */
public enum Damage {

    /**
     * All menus are deleted with their items and everything that hangs on them, files included. Order lines and their
     * modifiers lose their reference; ids inside the JSON of orders, in lists and in stock audits point nowhere.
     */
    DELETE_MENU {
        @Override
        void inflict(DamageRun run) throws SQLException {
            String items = "SELECT id FROM menu_items WHERE restaurant_id = :r";
            String menus = "SELECT id FROM menus WHERE restaurant_id = :r";
            String groups = "SELECT id FROM option_groups WHERE menu_item_id IN (" + items + ")";
            String options = "SELECT id FROM options WHERE option_group_id IN (" + groups + ")";
            run.update("restaurants", "current_menu_id = NULL WHERE id = :r AND current_menu_id IS NOT NULL");
            run.update("order_lines", "menu_item_id = NULL WHERE menu_item_id IN (" + items + ")");
            run.update("line_modifiers", "option_id = NULL WHERE option_id IN (" + options + ")");
            run.deleteFiles("MenuItem", items);
            run.delete("options", "option_group_id IN (" + groups + ")");
            run.delete("option_groups", "menu_item_id IN (" + items + ")");
            run.delete("item_allergens", "menu_item_id IN (" + items + ")");
            run.delete("item_tags", "menu_item_id IN (" + items + ")");
            run.delete("item_pairings", "item_id IN (" + items + ")");
            run.delete("price_history", "restaurant_id = :r");
            run.delete("menu_item_prices", "restaurant_id = :r");
            run.delete("menu_items", "restaurant_id = :r");
            run.deleteLeavesFirst("menu_categories", "parent_id", "menu_id IN (" + menus + ")");
            run.delete("menu_schedules", "menu_id IN (" + menus + ")");
            run.delete("menus", "restaurant_id = :r");
        }
    },

    /** Every price goes up, and the large sizes are suddenly free. */
    MASS_PRICE_CHANGE {
        @Override
        void inflict(DamageRun run) throws SQLException {
            run.update("menu_items", "price = price + 1.00 WHERE restaurant_id = :r");
            run.update("menu_item_prices", "price = 0.00 WHERE restaurant_id = :r AND size_code = 'M'");
            run.update(
                    "options",
                    "extra_price = extra_price + 0.50 WHERE option_group_id IN (SELECT id FROM option_groups"
                            + " WHERE menu_item_id IN (SELECT id FROM menu_items WHERE restaurant_id = :r))");
        }
    },

    /** Rows appear that nobody wanted: a second copy of a menu, a customer, an order with lines, a flag, a tag. */
    INSERT_STRAY_ROWS {
        @Override
        void inflict(DamageRun run) throws SQLException {
            String stray = "(SELECT id FROM menus WHERE restaurant_id = :r AND slug = 'stray')";
            String first = "(SELECT id FROM menus WHERE restaurant_id = :r AND slug = 'menu-0')";
            run.insert("menus", "(restaurant_id, name, slug, position) VALUES (:r, 'Dinner', 'stray', 99)");
            run.insert(
                    "menu_items",
                    "(restaurant_id, menu_id, name, position, price, attributes, labels)"
                            + " SELECT restaurant_id, " + stray + ", name, position, price, attributes, labels"
                            + " FROM menu_items WHERE menu_id = " + first);
            run.insert(
                    "option_groups",
                    "(menu_item_id, name, min_choices, max_choices)"
                            + " SELECT id, 'Stray', 0, 1 FROM menu_items WHERE menu_id = " + stray);
            run.insert(
                    "customers",
                    "(restaurant_id, email, name, newsletter, loyalty_points)"
                            + " VALUES (:r, 'stray@example.com', 'Stray', FALSE, 0)");
            run.insert(
                    "orders",
                    "(restaurant_id, location_id, order_number, status, items, subtotal, tax, placed_at)"
                            + " SELECT restaurant_id, location_id, 900001, status, items, subtotal, tax, placed_at"
                            + " FROM orders WHERE restaurant_id = :r AND order_number = 1");
            run.insert(
                    "order_lines",
                    "(order_id, line_no, name, quantity, unit_price) SELECT id, 1, 'Stray', 1, 1.00"
                            + " FROM orders WHERE restaurant_id = :r AND order_number = 900001");
            run.insert("feature_flags", "(restaurant_id, flag, enabled, rollout) VALUES (:r, 'stray', TRUE, 100.00)");
            run.insert(
                    "item_tags",
                    "(menu_item_id, tag, weight) SELECT id, 'stray', 0.5 FROM menu_items WHERE menu_id = " + stray);
        }
    },

    /**
     * Single rows that differ so little that many a comparison calls them equal: in case, in a trailing space, in an
     * accent, in the scale of a number, in a microsecond, in the offset of one and the same instant, empty instead of null, and one row twice in a table without a
     * key.
     */
    SUBTLE_DIFFERENCES {
        @Override
        void inflict(DamageRun run) throws SQLException {
            run.update("menus", "name = upper(name) WHERE restaurant_id = :r AND position = 0");
            run.update("merchandise", "name = concat(name, ' ') WHERE restaurant_id = :r AND sku = 'SKU-0'");
            run.update("locations", "name = 'Filialé 1' WHERE restaurant_id = :r AND name = 'Filiale 1'");
            run.update(
                    "site_settings",
                    run.name("value") + " = '12.5' WHERE restaurant_id = :r AND " + run.name("key")
                            + " = 'checkout.terms'");
            run.update(
                    "customers",
                    "note = '' WHERE id = (SELECT lowest FROM (SELECT min(id) AS lowest FROM customers"
                            + " WHERE restaurant_id = :r AND note IS NULL) candidate)");
            run.update("events", run.microsecondLater("starts_at") + " WHERE restaurant_id = :r AND slug = 'event-0'");
            run.update("orders", run.otherScaleInJson("items") + " WHERE restaurant_id = :r AND order_number = 1");
            if (run.instantKeepsOffset()) {
                run.update("events", run.otherOffset("starts_at") + " WHERE restaurant_id = :r AND slug = 'event-1'");
            }
            if (run.numericKeepsScale()) {
                run.update("discounts", run.oneDecimalMore("percentage") + " WHERE restaurant_id = :r");
            }
            run.insert(
                    "item_tags",
                    "(menu_item_id, tag, weight) SELECT menu_item_id, tag, weight FROM item_tags WHERE menu_item_id ="
                            + " (SELECT min(id) FROM menu_items WHERE restaurant_id = :r)");
        }
    },

    /** Every second order is gone, with its lines, payments, refunds and files; store credit loses its reference. */
    HALF_THE_ORDERS_GONE {
        @Override
        void inflict(DamageRun run) throws SQLException {
            String orders = "SELECT id FROM orders WHERE restaurant_id = :r AND order_number % 2 = 0";
            String payments = "SELECT id FROM order_payments WHERE order_id IN (" + orders + ")";
            String refunds = "SELECT id FROM refunds WHERE payment_id IN (" + payments + ")";
            String refundLines = "SELECT id FROM refund_lines WHERE refund_id IN (" + refunds + ")";
            run.update("store_credits", "issued_refund_id = NULL WHERE issued_refund_id IN (" + refunds + ")");
            run.update("store_credit_entries", "order_id = NULL WHERE order_id IN (" + orders + ")");
            run.delete("refund_line_taxes", "refund_line_id IN (" + refundLines + ")");
            run.delete("refund_lines", "refund_id IN (" + refunds + ")");
            run.delete("refunds", "payment_id IN (" + payments + ")");
            run.delete("order_payments", "order_id IN (" + orders + ")");
            run.delete("line_modifiers", "order_id IN (" + orders + ")");
            run.delete("order_lines", "order_id IN (" + orders + ")");
            run.deleteFiles("Order", orders);
            run.delete("orders", "restaurant_id = :r AND order_number % 2 = 0");
        }
    };

    abstract void inflict(DamageRun run) throws SQLException;

    /**
     * Lets the accident happen and commits.
     *
     * @return how many rows it changed in each table
     * @throws SQLException if a statement fails; nothing is changed then
     */
    public DamageToll apply(Connection connection, Product product, long restaurantId) throws SQLException {
        DamageRun run = new DamageRun(connection, product, restaurantId);
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            inflict(run);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
        return run.toll();
    }
}
