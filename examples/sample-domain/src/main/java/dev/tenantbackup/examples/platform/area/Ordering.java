// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.rest;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSON;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIME;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.clock;
import static dev.tenantbackup.examples.platform.schema.Values.columnOf;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.oneOf;
import static dev.tenantbackup.examples.platform.schema.Values.onlyEvery;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.roundOf;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.scaled;

import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Value;
import java.util.List;

/** Orders with their lines and what guests changed about them. */
final class Ordering {

    private Ordering() {}

    static List<Table> tables() {
        return List.of(orders(), orderLines(), lineModifiers());
    }

    private static Table orders() {
        return named("orders", share(80))
                .id()
                .restaurant()
                .nullableReference("customer_id", "customers", SET_NULL, nullEvery(7, keyOf("customers")))
                .reference("location_id", "locations")
                .nullableReference(
                        "promo_code",
                        text(40),
                        "promo_codes",
                        "code",
                        SET_NULL,
                        onlyEvery(6, columnOf("promo_codes", "code", rowNumber())))
                .column("order_number", BIGINT, plus(rowNumber(), 1))
                .column("status", Codes.ORDER_STATUS, pick("done", "done", "paid", "ready", "new", "cancelled"))
                .column("items", JSON, oneOf(oneItem(), twoItems(), itemWithoutOptions()))
                .column("subtotal", decimal(12, 2), money(800, 22_000))
                .column("tax", decimal(12, 2), money(80, 2_200))
                .column("tip", decimal(12, 2), money(0, 900))
                .withDefault("0")
                .computed("total", decimal(12, 2), "subtotal + tax + tip")
                .column("placed_at", INSTANT, moment())
                .nullable("pickup_on", DATE, nullEvery(3, day(0, 280)))
                .nullable("pickup_at", TIME, nullEvery(3, clock(10, 22)))
                .nullable(
                        "special_request",
                        LONG_TEXT,
                        nullEvery(4, pick("", "No onions", "no onions", "Bitte  scharf ")))
                .unique("restaurant_id", "order_number")
                .check("money", "subtotal >= 0 AND tax >= 0 AND tip >= 0")
                .index("restaurant_id", "placed_at")
                .build();
    }

    private static Value oneItem() {
        return concat(
                "[{\"menu_item_id\": ",
                keyOf("menu_items"),
                ", \"qty\": ",
                number(1, 4),
                ", \"price\": 12.50, \"options\":[{\"option_id\": ",
                keyOf("options"),
                "}]}]");
    }

    private static Value twoItems() {
        Value second = plus(scaled(rowNumber(), 3), 1);
        return concat(
                "[ {\"menu_item_id\":",
                keyOf("menu_items"),
                ",\"qty\":1,\"price\":12.5,\"options\":[]},\n   {\"menu_item_id\" : ",
                keyOf("menu_items", second),
                " , \"qty\": 3, \"price\": 3.00, \"note\": \"½ für Zoë, 1/2\", \"options\":[{\"option_id\":",
                keyOf("options", second),
                "},  {\"option_id\":",
                keyOf("options"),
                "}]} ]");
    }

    private static Value itemWithoutOptions() {
        return concat("[{\"price\":9.90, \"menu_item_id\":", keyOf("menu_items"), ",\"qty\":1,\"options\":null}]");
    }

    private static Table orderLines() {
        return named("order_lines", rest())
                .reference("order_id", "orders", CASCADE)
                .column("line_no", INTEGER, plus(roundOf("orders"), 1))
                .nullableReference("menu_item_id", "menu_items", SET_NULL, nullEvery(20, keyOf("menu_items")))
                .column("name", text(120), pick(Codes.DISHES))
                .column("quantity", SMALLINT, number(1, 6))
                .column("unit_price", decimal(10, 2), money(250, 4_900))
                .computed("line_total", decimal(12, 2), "quantity * unit_price")
                .primaryKey("order_id", "line_no")
                .check("quantity", "quantity > 0")
                .build();
    }

    private static Table lineModifiers() {
        return named("line_modifiers", share(50))
                .id()
                .column("order_id", BIGINT, columnOf("order_lines", "order_id", rowNumber()))
                .column("line_no", INTEGER, columnOf("order_lines", "line_no", rowNumber()))
                .foreignKey(List.of("order_id", "line_no"), "order_lines", List.of("order_id", "line_no"), CASCADE)
                .nullableReference("option_id", "options", SET_NULL, nullEvery(11, keyOf("options")))
                .column("name", text(80), pick("Cheese", "cheese", "Chili 🌶", "Olives"))
                .column("price", decimal(8, 2), money(0, 350))
                .build();
    }
}
